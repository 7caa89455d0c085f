package io.videotask.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.videotask.task.TaskRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class VideoTaskExceptionTest {
  @Test
  void survivesJavaSerializationWithoutItsEvidence() throws Exception {
    WaitTimedOutException thrown =
        new WaitTimedOutException("not ended", Evidence.of(TaskRef.parse("new-api:task_1")), null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(thrown);
    }

    VideoTaskException read;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      read = (VideoTaskException) in.readObject();
    }

    assertEquals("not ended", read.getMessage());
    assertEquals(ErrorKind.TIMED_OUT, read.kind());
    assertEquals(Retry.NEVER, read.retry());
    assertNull(read.task());
    assertNull(read.httpStatus());
    assertNull(read.requestId());
    assertNull(read.retryAfter());
  }
}
