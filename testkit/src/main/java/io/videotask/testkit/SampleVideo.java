package io.videotask.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A minimal file that is recognized as MP4: a type box and a data box. */
final class SampleVideo {
  private static final int SIZE = 4096;

  private SampleVideo() {}

  static byte[] bytes() {
    ByteArrayOutputStream video = new ByteArrayOutputStream(SIZE);
    video.writeBytes(new byte[] {0, 0, 0, 20});
    video.writeBytes("ftypisom\0\0\2\0mp41".getBytes(StandardCharsets.ISO_8859_1));
    int rest = SIZE - video.size();
    video.writeBytes(new byte[] {0, 0, (byte) (rest >> 8), (byte) rest});
    video.writeBytes("mdat".getBytes(StandardCharsets.ISO_8859_1));
    for (int i = video.size(); i < SIZE; i++) {
      video.write(i);
    }
    return video.toByteArray();
  }
}
