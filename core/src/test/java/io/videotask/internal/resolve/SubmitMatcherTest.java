package io.videotask.internal.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.videotask.gateway.Resolution;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmitMatcherTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final Duration LAG = Duration.ofMinutes(5);
  private static final Instant LATER = NOON.plus(Duration.ofHours(2));

  private static LostSubmit lost(String id, int second, boolean identified, String request) {
    Instant at = NOON.plusSeconds(second);
    return new LostSubmit(
        "gw",
        id,
        identified,
        at,
        at.plusSeconds(1),
        "m-1",
        hash("p" + request),
        false,
        hash(request));
  }

  private static String hash(String text) {
    return String.valueOf(LostSubmit.promptHash(text));
  }

  private static ListedTask task(String id, @Nullable String clientId, int second, String request) {
    return new ListedTask(ref(id), clientId, hash("p" + request), "m-1", NOON.plusSeconds(second));
  }

  private static TaskRef ref(String id) {
    return new TaskRef("gw", id);
  }

  private static Listing listing(ListedTask... tasks) {
    return new Listing(List.of(tasks), true, LATER, Duration.ofSeconds(5), LAG);
  }

  private static Resolution resolve(LostSubmit lost, Listing listing, SubmitMatcher.World world) {
    return new SubmitMatcher(List.of(lost), listing, world)
        .resolve()
        .getOrDefault(lost, new Resolution.Undecided("missing", List.of()));
  }

  private static SubmitMatcher.World world(
      boolean allKnown, List<KnownSubmit> known, List<LostSubmit> rivals) {
    return new SubmitMatcher.World(known, Set.of(), rivals, allKnown, false);
  }

  private static KnownSubmit witness() {
    return new KnownSubmit(lost("w", 60, false, "w"), ref("witness"));
  }

  private static ListedTask witnessTask() {
    return task("witness", null, 60, "w");
  }

  @Test
  void taskWithOwnIdIsFound() {
    assertEquals(
        new Resolution.Found(ref("t"), Resolution.Proof.CLIENT_ID),
        resolve(
            lost("a", 0, true, "r"),
            listing(task("t", "a", 0, "r"), task("u", "b", 0, "r")),
            world(false, List.of(), List.of())));
  }

  @Test
  void anIdThatWasUsedTwiceIsNoProof() {
    LostSubmit lost = lost("a", 0, true, "r");
    SubmitMatcher.World nothing = world(false, List.of(), List.of());

    assertInstanceOf(
        Resolution.Undecided.class,
        resolve(lost, listing(task("t", "a", 0, "r"), task("u", "a", 0, "r")), nothing));
    assertInstanceOf(
        Resolution.Undecided.class,
        resolve(lost, listing(task("yesterdays", "a", -80_000, "r")), nothing));
    assertInstanceOf(
        Resolution.Undecided.class,
        resolve(
            lost,
            listing(task("t", "a", 0, "r")),
            world(false, List.of(new KnownSubmit(lost("x", 0, true, "r"), ref("t"))), List.of())));
  }

  @Test
  void theOnlyFittingTaskIsNoProofUnlessAllOthersAreKnown() {
    LostSubmit lost = lost("a", 0, false, "r");
    Listing listing = listing(task("t", null, 0, "r"));

    assertInstanceOf(
        Resolution.Undecided.class, resolve(lost, listing, world(false, List.of(), List.of())));
    assertEquals(
        new Resolution.Found(ref("t"), Resolution.Proof.EXCLUSION),
        resolve(lost, listing, world(true, List.of(), List.of())));
  }

  @Test
  void aRivalIsDoubt() {
    LostSubmit lost = lost("a", 0, false, "r");
    Listing listing = listing(task("t", null, 0, "r"));

    assertInstanceOf(
        Resolution.Undecided.class,
        resolve(lost, listing, world(true, List.of(), List.of(lost("b", 2, false, "r")))));
    assertInstanceOf(
        Resolution.Found.class,
        resolve(lost, listing, world(true, List.of(), List.of(lost("b", 2, false, "other")))));
  }

  @Test
  void modelWithAnotherVersionIsDoubtAndAnotherModelIsNot() {
    LostSubmit lost = lost("a", 0, false, "r");
    SubmitMatcher.World all = world(true, List.of(witness()), List.of());

    assertInstanceOf(
        Resolution.Undecided.class,
        resolve(
            lost,
            listing(new ListedTask(ref("t"), null, hash("pr"), "m-1-2026", NOON), witnessTask()),
            all));
    assertInstanceOf(
        Resolution.Absent.class,
        resolve(
            lost,
            listing(new ListedTask(ref("t"), null, hash("pr"), "z", NOON), witnessTask()),
            all));
  }

  @Test
  void absentNeedsTimeWitnessAndWholeList() {
    LostSubmit lost = lost("a", 0, false, "r");
    SubmitMatcher.World seen = world(false, List.of(witness()), List.of());
    ListedTask[] rows = {witnessTask()};

    assertInstanceOf(Resolution.Absent.class, resolve(lost, listing(rows), seen));
    assertInstanceOf(
        Resolution.Undecided.class,
        resolve(lost, listing(rows), world(false, List.of(), List.of())),
        "no witness");
    assertInstanceOf(
        Resolution.Undecided.class, resolve(lost, listing(), seen), "the witness is not listed");
    Duration tolerance = Duration.ofSeconds(5);
    assertInstanceOf(
        Resolution.Undecided.class,
        resolve(
            lost, new Listing(List.of(rows), true, NOON.plusSeconds(200), tolerance, LAG), seen),
        "too early");
    assertInstanceOf(
        Resolution.Undecided.class,
        resolve(lost, new Listing(List.of(rows), false, LATER, tolerance, LAG), seen),
        "not the whole list");
    assertInstanceOf(
        Resolution.Undecided.class,
        resolve(lost, new Listing(List.of(rows), true, LATER, tolerance, null), seen),
        "a list that lacks tasks");
  }

  /**
   * Random accounts: submits by this client and by others, lost or not, with or without a task.
   * Whatever the list shows, no task of another request is adopted, and none twice.
   */
  @Test
  void noTaskOfAnotherRequestIsEverAdopted() {
    int found = 0;
    int absent = 0;
    for (int seed = 0; seed < 6_000; seed++) {
      Random random = new Random(seed);
      boolean ids = random.nextBoolean();
      boolean shared = random.nextInt(3) == 0;
      Map<String, LostSubmit> creators = new HashMap<>();
      List<ListedTask> rows = new ArrayList<>();
      List<LostSubmit> lost = new ArrayList<>();
      List<LostSubmit> rivals = new ArrayList<>();
      List<KnownSubmit> known = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(8); i++) {
        String request = "r" + random.nextInt(3);
        LostSubmit submit = lost("s" + i, random.nextInt(1_500), ids, request);
        boolean hasTask = random.nextBoolean();
        if (hasTask) {
          int delay = random.nextInt(random.nextInt(5) == 0 ? 300 : 3);
          boolean hasPrompt = random.nextInt(3) > 0;
          ListedTask row =
              new ListedTask(
                  ref("t" + i),
                  ids ? submit.clientId() : null,
                  hasPrompt ? submit.promptHash() : null,
                  "m-1",
                  submit.submittedAt().plusSeconds(delay));
          rows.add(row);
          creators.put("t" + i, submit);
        }
        int fate = random.nextInt(4);
        if (fate == 0 && hasTask) {
          known.add(new KnownSubmit(submit, ref("t" + i)));
        } else if (fate == 1) {
          rivals.add(submit);
        } else if (fate != 2 || !shared) {
          lost.add(submit);
        }
      }
      SubmitMatcher.World world =
          new SubmitMatcher.World(known, Set.of(), rivals, !shared, random.nextBoolean());
      Map<LostSubmit, Resolution> resolved =
          new SubmitMatcher(lost, listing(rows.toArray(new ListedTask[0])), world).resolve();

      assertEquals(Set.copyOf(lost), resolved.keySet());
      Set<TaskRef> adopted = new HashSet<>();
      known.forEach(one -> adopted.add(one.task()));
      int tasks = 0;
      boolean exchanged = false;
      for (Map.Entry<LostSubmit, Resolution> entry : resolved.entrySet()) {
        tasks += creators.containsValue(entry.getKey()) ? 1 : 0;
        if (entry.getValue() instanceof Resolution.Found task) {
          found++;
          assertTrue(adopted.add(task.task()), "twice, seed " + seed);
          LostSubmit creator = creators.get(task.task().id());
          boolean equal =
              task.proof() == Resolution.Proof.INTERCHANGEABLE
                  && creator != null
                  && lost.contains(creator)
                  && creator.requestHash().equals(entry.getKey().requestHash());
          exchanged |= equal;
          assertTrue(equal || entry.getKey().equals(creator), "another's, seed " + seed);
        }
      }
      long without = resolved.values().stream().filter(r -> r instanceof Resolution.Absent).count();
      absent += (int) without;
      assertTrue(without <= lost.size() - tasks, "too many are absent, seed " + seed);
      for (Map.Entry<LostSubmit, Resolution> entry : resolved.entrySet()) {
        boolean wrong =
            entry.getValue() instanceof Resolution.Absent && creators.containsValue(entry.getKey());
        assertTrue(exchanged || !wrong, "it exists, seed " + seed);
      }
    }
    assertTrue(found > 3_000 && absent > 150, found + " found, " + absent + " absent");
  }
}
