package io.videotask.internal.download;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import okio.Buffer;
import okio.BufferedSource;
import okio.Source;
import okio.Timeout;

/**
 * Decompresses gzip (RFC 1952) with any number of members, which okio's GzipSource rejects and
 * {@link java.util.zip.GZIPInputStream} may silently truncate after the first. Zero bytes after the
 * last member are padding; other bytes there are an error. Not thread-safe.
 */
final class GzipMembers implements Source {
  private static final int CHUNK = 16 << 10;
  private static final int MAGIC = 0x1f8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final BufferedSource source;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] in = new byte[CHUNK];
  private final byte[] out = new byte[CHUNK];
  private int lastInput;
  private boolean inMember;
  private boolean memberSeen;

  /**
   * Decompresses a source.
   *
   * @param source the compressed bytes; closed by {@link #close}
   */
  GzipMembers(BufferedSource source) {
    this.source = source;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    if (byteCount == 0) {
      return 0;
    }
    try {
      while (inMember || begin()) {
        int count = inflater.inflate(out, 0, (int) Math.min(byteCount, out.length));
        if (count > 0) {
          crc.update(out, 0, count);
          sink.write(out, 0, count);
          return count;
        }
        if (inflater.finished()) {
          end();
        } else if (inflater.needsDictionary()) {
          throw new ZipException("a preset dictionary is needed");
        } else if (inflater.needsInput()) {
          refill();
        }
      }
      return -1;
    } catch (DataFormatException e) {
      ZipException bad = new ZipException(e.getMessage());
      bad.initCause(e);
      throw bad;
    }
  }

  private void refill() throws IOException {
    if (source.exhausted()) {
      throw new EOFException("compressed bytes end in the middle");
    }
    Buffer buffered = source.getBuffer();
    int count = buffered.read(in, 0, in.length);
    inflater.setInput(in, 0, count);
    lastInput = count;
  }

  private boolean begin() throws IOException {
    if (memberSeen) {
      skipPadding();
    }
    if (source.exhausted()) {
      if (!memberSeen) {
        throw new EOFException("no compressed bytes were received");
      }
      return false;
    }
    if ((source.readShort() & 0xffff) != MAGIC) {
      throw new ZipException(
          memberSeen ? "something follows the last member" : "not in gzip format");
    }
    if (source.readByte() != DEFLATE) {
      throw new ZipException("compressed in an unknown way");
    }
    int flags = source.readByte();
    source.skip(6);
    if ((flags & EXTRA) != 0) {
      source.skip(source.readShortLe() & 0xffff);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      source.skip(2);
    }
    inflater.reset();
    lastInput = 0;
    crc.reset();
    inMember = true;
    memberSeen = true;
    return true;
  }

  private void end() throws IOException {
    // The inflater has consumed bytes after the member: pushes them back.
    int remaining = inflater.getRemaining();
    byte[] trailer = new byte[8];
    int fromInput = Math.min(remaining, trailer.length);
    System.arraycopy(in, lastInput - remaining, trailer, 0, fromInput);
    if (remaining > trailer.length) {
      Buffer following =
          new Buffer()
              .write(in, lastInput - remaining + trailer.length, remaining - trailer.length);
      Buffer buffered = source.getBuffer();
      buffered.readAll(following);
      buffered.write(following, following.size());
    } else {
      byte[] rest = source.readByteArray(trailer.length - (long) fromInput);
      System.arraycopy(rest, 0, trailer, fromInput, rest.length);
    }
    Buffer sums = new Buffer().write(trailer);
    if (sums.readIntLe() != (int) crc.getValue()) {
      throw new ZipException("CRC of the content does not match");
    }
    if (sums.readIntLe() != (int) inflater.getBytesWritten()) {
      throw new ZipException("size of the content does not match");
    }
    inMember = false;
  }

  private void skipPadding() throws IOException {
    while (!source.exhausted() && source.getBuffer().getByte(0) == 0) {
      source.skip(1);
    }
  }

  private void skipText() throws IOException {
    byte read = source.readByte();
    while (read != 0) {
      read = source.readByte();
    }
  }

  @Override
  public Timeout timeout() {
    return source.timeout();
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    source.close();
  }
}
