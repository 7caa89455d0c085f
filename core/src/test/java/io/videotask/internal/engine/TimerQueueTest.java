package io.videotask.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
  private final List<Ring> rung = new ArrayList<>();

  private final class Ring extends TimerQueue.TimerEntry {
    private long wanted;
    private boolean off;

    @Override
    void due() {
      assertEquals(wanted, time.nanoTime());
      rung.add(this);
    }
  }

  @Test
  void callsEachAtItsMomentHoweverTheyAreMovedAboutAcrossTheEndOfTheClock() {
    TimerQueue timetable = new TimerQueue(time);
    Random random = new Random(7);
    List<Ring> rings = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      rings.add(new Ring());
    }
    for (int i = 0; i < 20_000; i++) {
      Ring ring = rings.get(random.nextInt(rings.size()));
      if (random.nextInt(10) == 0) {
        timetable.remove(ring);
        ring.off = true;
      } else {
        ring.wanted = time.nanoTime() + random.nextInt(2_000_000_000);
        ring.off = false;
        timetable.set(ring, ring.wanted);
      }
    }

    time.advance(Duration.ofSeconds(3));

    List<Ring> expected = new ArrayList<>(rings.stream().filter(ring -> !ring.off).toList());
    long origin = Long.MAX_VALUE - 1_000_000_000L;
    assertEquals(
        expected.stream().map(ring -> ring.wanted - origin).sorted().toList(),
        rung.stream().map(ring -> ring.wanted - origin).toList());
    assertEquals(expected.size(), rung.stream().distinct().count());
    assertEquals(0, time.alarms());
    assertTrue(expected.size() > 1500, "or the test shows nothing");
  }

  @Test
  void momentsThatLieCloseTogetherCostOneAlarm() {
    CoarseTime coarse = new CoarseTime(time);
    TimerQueue timetable = new TimerQueue(coarse);
    List<Long> late = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      long at = timetable.in(Duration.ofNanos(i * 1_000_000L));
      timetable.set(
          new TimerQueue.TimerEntry() {
            @Override
            void due() {
              late.add(time.nanoTime() - at);
            }
          },
          at);
    }

    time.advance(Duration.ofSeconds(2));

    assertEquals(1000, late.size());
    assertTrue(coarse.alarms <= 127, () -> coarse.alarms + " alarms for a second of appointments");
    late.forEach(nanos -> assertTrue(nanos >= 0 && nanos <= 8_000_000L, () -> nanos + " ns late"));
  }

  @Test
  void momentsAreRoundedUpNoFurtherThanNeeded() {
    for (int nanos : new int[] {-1, 0, 1}) {
      TimerQueue timetable = new TimerQueue(new CoarseTime(time));
      long begun = time.nanoTime();
      List<Long> called = new ArrayList<>();
      timetable.set(
          new TimerQueue.TimerEntry() {
            @Override
            void due() {
              called.add((time.nanoTime() - begun) / 1_000_000);
            }
          },
          begun + 16_000_000 + nanos);

      time.advance(Duration.ofSeconds(1));

      assertEquals(List.of(nanos > 0 ? 24L : 16L), called);
    }
  }

  @Test
  void asManyAsThereIsRoomForCanBeMoved() {
    TimerQueue timetable = new TimerQueue(time);
    List<Ring> rings = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Ring ring = new Ring();
      ring.wanted = timetable.in(Duration.ofMillis(i));
      timetable.set(ring, ring.wanted);
      rings.add(ring);
    }
    for (Ring ring : rings) {
      ring.wanted += 100_000_000;
      timetable.set(ring, ring.wanted);
    }

    time.advance(Duration.ofSeconds(1));

    assertEquals(rings, rung);
  }

  @Test
  void deadlinesThatAreNeverReachedShareOneAlarm() {
    CoarseTime coarse = new CoarseTime(time);
    TimerQueue timetable = new TimerQueue(coarse);
    for (int i = 0; i < 1000; i++) {
      Ring deadline = new Ring();
      timetable.set(deadline, timetable.in(Duration.ofMinutes(1)));
      time.advance(Duration.ofMillis(10));
      timetable.remove(deadline);
    }
    assertEquals(1, coarse.alarms);

    timetable.close();

    assertEquals(0, time.alarms());
  }

  @Test
  void anEmptyOneKeepsNoAlarm() {
    TimerQueue timetable = new TimerQueue(time);
    Ring ring = new Ring();
    timetable.set(ring, timetable.in(Duration.ofDays(1_000_000)));
    assertEquals(1, time.alarms());

    timetable.remove(ring);
    timetable.remove(ring);

    assertEquals(0, time.alarms());
  }

  @Test
  void afterTheClosingNothingIsCalled() {
    TimerQueue timetable = new TimerQueue(time);
    Ring ring = new Ring();
    timetable.set(ring, timetable.in(Duration.ofSeconds(1)));
    timetable.close();
    timetable.set(new Ring(), timetable.in(Duration.ofSeconds(1)));

    time.advance(Duration.ofHours(1));

    assertEquals(List.of(), rung);
    assertEquals(0, time.alarms());
  }

  @Test
  void whatThrowsHarmsNoOtherAndIsCalledAgain() {
    TimerQueue timetable = new TimerQueue(time);
    List<String> called = new ArrayList<>();
    timetable.set(
        new TimerQueue.TimerEntry() {
          @Override
          void due() {
            called.add("throwing");
            if (called.size() == 1) {
              throw new OutOfMemoryError("foreign");
            }
          }
        },
        timetable.in(Duration.ofSeconds(1)));
    timetable.set(
        new TimerQueue.TimerEntry() {
          @Override
          void due() {
            called.add("other");
          }
        },
        timetable.in(Duration.ofSeconds(1)));

    time.advance(Duration.ofSeconds(1));
    assertEquals(List.of("throwing", "other"), called);
    time.advance(Duration.ofSeconds(1));

    assertEquals(List.of("throwing", "other", "throwing"), called);
    assertEquals(0, time.alarms());
  }
}
