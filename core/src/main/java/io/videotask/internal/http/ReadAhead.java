package io.videotask.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes from a socket as much as there is, and hands it on in the pieces of 8 KiB that Okio asks
 * for: of a large file that is one system call where there would be four, and TLS, which asks for
 * the head of each record by itself, gains even more.
 */
final class ReadAhead extends FilterInputStream {
  private static final int SIZE = 32 << 10;

  private final byte[] bytes = new byte[SIZE];
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
    limit = Math.max(0, in.read(bytes, 0, SIZE));
    return limit > 0;
  }
}
