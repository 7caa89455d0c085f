package io.videotask.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Buffers a socket's input in chunks of 32 KiB. Okio reads 8 KiB at a time, so this saves three of
 * four system calls for large files, and more with TLS, which reads each record header separately.
 */
final class ReadAhead extends FilterInputStream {
  private static final int CHUNK = 32 << 10;

  private final byte[] bytes = new byte[CHUNK];
  private int position;
  private int limit;

  ReadAhead(InputStream socket) {
    super(socket);
  }

  @Override
  public int read() throws IOException {
    return position == limit && !fill() ? -1 : bytes[position++] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit && !fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(bytes, position, into, offset, count);
    position += count;
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, 8192)]));
  }

  @Override
  public int available() throws IOException {
    return limit - position + super.available();
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    limit = Math.max(0, in.read(bytes, 0, CHUNK));
    return limit > 0;
  }
}
