package io.videotask.poll;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several listeners as one. */
class CompositePollListenerTest {
  private final List<String> events = new ArrayList<>();

  @SuppressWarnings("unchecked") // A proxy knows nothing of type arguments.
  private static PollListener<String> listener(InvocationHandler handler) {
    return (PollListener<String>)
        Proxy.newProxyInstance(
            PollListener.class.getClassLoader(), new Class<?>[] {PollListener.class}, handler);
  }

  private PollListener<String> recording(String name) {
    return listener(
        (proxy, method, arguments) -> {
          events.add(name + " " + method.getName() + " " + List.of(arguments));
          return null;
        });
  }

  @Test
  void eachReceivesAllEventsInOrderThoughTheFirstThrows() {
    PollListener<String> throwing =
        listener(
            (proxy, method, arguments) -> {
              throw new AssertionError("a listener's");
            });
    PollListener<String> all =
        PollListener.all(List.of(throwing, recording("one"), recording("other")));
    Duration second = Duration.ofSeconds(1);
    NextPoll nextPoll = new NextPoll("task", second, NextPoll.Reason.SCHEDULE);
    RuntimeException failure = new IllegalStateException("a failure");

    all.onBegin("task");
    all.onAnswer("snapshot");
    all.onChange("before", "now");
    all.onFailure(failure, 2);
    all.onNextPoll(nextPoll);
    all.onQueueDelay("task", second);
    all.onEnd(new PollSummary<>("task", "last", true, 3, 1, second));

    List<String> expected = new ArrayList<>();
    for (String event :
        List.of(
            "onBegin [task]",
            "onAnswer [snapshot]",
            "onChange [before, now]",
            "onFailure [" + failure + ", 2]",
            "onNextPoll [" + nextPoll + "]",
            "onQueueDelay [task, PT1S]",
            "onEnd [" + new PollSummary<>("task", "last", true, 3, 1, second) + "]")) {
      expected.add("one " + event);
      expected.add("other " + event);
    }
    assertEquals(expected, events);
  }
}
