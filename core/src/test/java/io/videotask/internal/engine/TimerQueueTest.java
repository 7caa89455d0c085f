package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.time.CoarseTime;
import io.videotask.time.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
  private final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 1_000_000_000L);
  private final List<TestEntry> fired = new ArrayList<>();

  private final class TestEntry extends TimerQueue.TimerEntry {
    private long dueAt;
    private boolean removed;

    @Override
    void due() {
      assertEquals(dueAt, time.nanoTime());
      fired.add(this);
    }
  }

  @Test
  void runsEachAtItsInstantThoughMovedAndThoughTheClockWrapsAround() {
    TimerQueue timers = new TimerQueue(time);
    Random random = new Random(7);
    List<TestEntry> entries = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      entries.add(new TestEntry());
    }
    for (int i = 0; i < 20_000; i++) {
      TestEntry entry = entries.get(random.nextInt(entries.size()));
      if (random.nextInt(10) == 0) {
        timers.remove(entry);
        entry.removed = true;
      } else {
        entry.dueAt = time.nanoTime() + random.nextInt(2_000_000_000);
        entry.removed = false;
        timers.set(entry, entry.dueAt);
      }
    }

    time.advance(Duration.ofSeconds(3));

    List<TestEntry> expected =
        new ArrayList<>(entries.stream().filter(entry -> !entry.removed).toList());
    long origin = Long.MAX_VALUE - 1_000_000_000L;
    assertEquals(
        expected.stream().map(entry -> entry.dueAt - origin).sorted().toList(),
        fired.stream().map(entry -> entry.dueAt - origin).toList());
    assertEquals(expected.size(), fired.stream().distinct().count());
    assertEquals(0, time.timers());
    assertTrue(expected.size() > 1500, "otherwise the test proves nothing");
  }

  @Test
  void instantsCloseTogetherShareATimer() {
    CoarseTime coarse = new CoarseTime(time);
    TimerQueue timers = new TimerQueue(coarse);
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      long at = timers.instantAfter(Duration.ofNanos(i * 1_000_000L));
      timers.set(
          new TimerQueue.TimerEntry() {
            @Override
            void due() {
              delays.add(time.nanoTime() - at);
            }
          },
          at);
    }

    time.advance(Duration.ofSeconds(2));

    assertEquals(1000, delays.size());
    assertTrue(coarse.timers <= 127, () -> coarse.timers + " timers for a second of entries");
    delays.forEach(
        nanos -> assertTrue(nanos >= 0 && nanos <= 8_000_000L, () -> nanos + " ns late"));
  }

  @Test
  void instantsAreRoundedUpNoFurtherThanNeeded() {
    for (int nanos : new int[] {-1, 0, 1}) {
      TimerQueue timers = new TimerQueue(new CoarseTime(time));
      long startedAt = time.nanoTime();
      List<Long> runs = new ArrayList<>();
      timers.set(
          new TimerQueue.TimerEntry() {
            @Override
            void due() {
              runs.add((time.nanoTime() - startedAt) / 1_000_000);
            }
          },
          startedAt + 16_000_000 + nanos);

      time.advance(Duration.ofSeconds(1));

      assertEquals(List.of(nanos > 0 ? 24L : 16L), runs);
    }
  }

  @Test
  void entriesOfAFullHeapCanBeMoved() {
    TimerQueue timers = new TimerQueue(time);
    List<TestEntry> entries = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      TestEntry entry = new TestEntry();
      entry.dueAt = timers.instantAfter(Duration.ofMillis(i));
      timers.set(entry, entry.dueAt);
      entries.add(entry);
    }
    for (TestEntry entry : entries) {
      entry.dueAt += 100_000_000;
      timers.set(entry, entry.dueAt);
    }

    time.advance(Duration.ofSeconds(1));

    assertEquals(entries, fired);
  }

  @Test
  void removedDeadlinesShareOneTimer() {
    CoarseTime coarse = new CoarseTime(time);
    TimerQueue timers = new TimerQueue(coarse);
    for (int i = 0; i < 1000; i++) {
      TestEntry deadline = new TestEntry();
      timers.set(deadline, timers.instantAfter(Duration.ofMinutes(1)));
      time.advance(Duration.ofMillis(10));
      timers.remove(deadline);
    }
    assertEquals(1, coarse.timers);

    timers.close();

    assertEquals(0, time.timers());
  }

  @Test
  void anEmptyQueueKeepsNoTimer() {
    TimerQueue timers = new TimerQueue(time);
    TestEntry entry = new TestEntry();
    timers.set(entry, timers.instantAfter(Duration.ofDays(1_000_000)));
    assertEquals(1, time.timers());

    timers.remove(entry);
    timers.remove(entry);

    assertEquals(0, time.timers());
  }

  @Test
  void nothingRunsAfterClose() {
    TimerQueue timers = new TimerQueue(time);
    TestEntry entry = new TestEntry();
    timers.set(entry, timers.instantAfter(Duration.ofSeconds(1)));
    timers.close();
    timers.set(new TestEntry(), timers.instantAfter(Duration.ofSeconds(1)));

    time.advance(Duration.ofHours(1));

    assertEquals(List.of(), fired);
    assertEquals(0, time.timers());
  }

  @Test
  void anEntryThatThrowsAffectsNoOtherAndRunsAgain() {
    TimerQueue timers = new TimerQueue(time);
    List<String> runs = new ArrayList<>();
    timers.set(
        new TimerQueue.TimerEntry() {
          @Override
          void due() {
            runs.add("throwing");
            if (runs.size() == 1) {
              throw new OutOfMemoryError("from an entry");
            }
          }
        },
        timers.instantAfter(Duration.ofSeconds(1)));
    timers.set(
        new TimerQueue.TimerEntry() {
          @Override
          void due() {
            runs.add("other");
          }
        },
        timers.instantAfter(Duration.ofSeconds(1)));

    time.advance(Duration.ofSeconds(1));
    assertEquals(List.of("throwing", "other"), runs);
    time.advance(Duration.ofSeconds(1));

    assertEquals(List.of("throwing", "other", "throwing"), runs);
    assertEquals(0, time.timers());
  }

  /** An entry that notes its name. */
  private static TimerQueue.TimerEntry noting(String name, List<String> due) {
    return new TimerQueue.TimerEntry() {
      @Override
      void due() {
        due.add(name);
      }
    };
  }

  @Test
  void anEarlierTimerThatCannotBeSetLeavesTheLaterOne() {
    FaultyTime faulty = new FaultyTime();
    TimerQueue timers = new TimerQueue(faulty);
    List<String> due = new ArrayList<>();
    timers.set(noting("later", due), timers.instantAfter(Duration.ofSeconds(10)));
    faulty.timerFailures = 1;
    TimerQueue.TimerEntry earlier = noting("earlier", due);

    assertThrows(
        OutOfMemoryError.class,
        () -> timers.set(earlier, timers.instantAfter(Duration.ofSeconds(5))));

    faulty.time.advance(Duration.ofSeconds(10));
    assertEquals(List.of("earlier", "later"), due);
    assertEquals(0, faulty.time.timers());
  }

  @Test
  void entriesThatAreDueRunThoughNoTimerCanBeSetForTheOthers() {
    FaultyTime faulty = new FaultyTime();
    TimerQueue timers = new TimerQueue(faulty);
    List<String> due = new ArrayList<>();
    timers.set(noting("first", due), timers.instantAfter(Duration.ofSeconds(5)));
    timers.set(noting("second", due), timers.instantAfter(Duration.ofSeconds(10)));
    faulty.timerFailures = 1;

    assertThrows(OutOfMemoryError.class, () -> faulty.time.advance(Duration.ofSeconds(5)));

    assertEquals(List.of("first"), due);
    timers.set(noting("third", due), timers.instantAfter(Duration.ofSeconds(20)));
    faulty.time.advance(Duration.ofSeconds(20));
    assertEquals(List.of("first", "second", "third"), due);
  }
}
