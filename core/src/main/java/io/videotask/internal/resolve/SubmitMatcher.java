package io.videotask.internal.resolve;

import io.videotask.gateway.Resolution;
import io.videotask.gateway.Resolution.Proof;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assigns listed tasks to the submits that created them.
 *
 * <p>No task is adopted that another request created, if what the caller states is true. Each rule
 * keeps that: a task with the client's own id was created by the one request that had it. Where all
 * other submits are known, an unclaimed task was created by one of the lost ones; by exclusion it
 * goes to a submit only if it fits no other, and no other task fits the submit. Equal requests that
 * may be interchanged get tasks only if all those tasks fit only them, and each gets one at most.
 * No task is ever adopted twice. Used by one thread.
 */
public final class SubmitMatcher {
  private final Listing listing;
  private final World world;
  private final Map<LostSubmit, Resolution> decided = new LinkedHashMap<>();
  private final Set<LostSubmit> open;
  private final Set<TaskRef> claimed = new HashSet<>();

  /**
   * What is known besides the list.
   *
   * @param known the submits of this client whose tasks are known
   * @param others the tasks of other submits
   * @param rivals submits whose outcome is unknown too, or not known yet, and that are not resolved
   *     now
   * @param allOthersKnown whether no unclaimed task is that of a submit that is not mentioned here
   * @param interchangeable whether equal requests may get each other's tasks
   */
  public record World(
      Collection<KnownSubmit> known,
      Set<TaskRef> others,
      Collection<LostSubmit> rivals,
      boolean allOthersKnown,
      boolean interchangeable) {}

  /**
   * @param lost the submits to resolve, all of one gateway
   */
  public SubmitMatcher(Collection<LostSubmit> lost, Listing listing, World world) {
    this.listing = listing;
    this.world = world;
    this.open = new LinkedHashSet<>(lost);
    claimed.addAll(world.others());
    world.known().forEach(known -> claimed.add(known.task()));
  }

  /** Returns the resolution of each submit. */
  public Map<LostSubmit, Resolution> resolve() {
    byClientId();
    if (world.allOthersKnown()) {
      boolean more = true;
      while (more) {
        more = byExclusion();
      }
      if (world.interchangeable()) {
        interchange();
      }
    }
    for (LostSubmit submit : List.copyOf(open)) {
      decided.put(submit, withoutTask(submit));
    }
    return decided;
  }

  private void byClientId() {
    for (LostSubmit submit : List.copyOf(open)) {
      List<ListedTask> own =
          listing.tasks().stream()
              .filter(task -> submit.clientId().equals(task.clientId()))
              .toList();
      if (own.isEmpty()) {
        continue;
      }
      ListedTask only = own.get(0);
      boolean unique = own.size() == 1 && !claimed.contains(only.ref());
      if (unique && Fit.of(submit, only, listing) == Fit.PROVEN) {
        found(submit, only, Proof.CLIENT_ID);
      } else {
        undecided(
            submit,
            own.size() == 1
                ? "the task with its id is another submit's or was created at another time: a"
                    + " correlation id must be used once"
                : "several tasks have its id: a correlation id must be used once",
            own);
      }
    }
  }

  /** Adopts each task that fits one submit only; returns whether there was one. */
  private boolean byExclusion() {
    boolean any = false;
    for (LostSubmit submit : List.copyOf(open)) {
      List<ListedTask> fitting = candidates(submit);
      if (fitting.size() == 1
          && Fit.of(submit, fitting.get(0), listing) == Fit.FITS
          && isOnlyOf(Set.of(submit), fitting.get(0))) {
        found(submit, fitting.get(0), Proof.EXCLUSION);
        any = true;
      }
    }
    return any;
  }

  private void interchange() {
    Map<String, List<LostSubmit>> groups = new LinkedHashMap<>();
    for (LostSubmit submit : open) {
      if (!submit.requestHash().isEmpty() && !submit.identified()) {
        groups.computeIfAbsent(submit.requestHash(), hash -> new ArrayList<>()).add(submit);
      }
    }
    groups.values().forEach(this::interchange);
  }

  private void interchange(List<LostSubmit> equal) {
    Set<LostSubmit> group = new LinkedHashSet<>(equal);
    Set<ListedTask> tasks = new LinkedHashSet<>();
    group.forEach(submit -> tasks.addAll(candidates(submit)));
    Map<ListedTask, LostSubmit> assigned = assign(tasks, group);
    if (assigned == null || !tasks.stream().allMatch(task -> isOnlyOf(group, task))) {
      return;
    }
    assigned.forEach((task, submit) -> found(submit, task, Proof.INTERCHANGEABLE));
  }

  /** Gives each task to one submit, in the order of time; null where not all can be given. */
  private @Nullable Map<ListedTask, LostSubmit> assign(
      Set<ListedTask> tasks, Set<LostSubmit> group) {
    Map<ListedTask, LostSubmit> assigned = new LinkedHashMap<>();
    Set<LostSubmit> free = new LinkedHashSet<>(group);
    List<ListedTask> inOrder = new ArrayList<>(tasks);
    inOrder.sort(
        Comparator.comparing(
            ListedTask::createdAt, Comparator.nullsLast(Comparator.naturalOrder())));
    for (ListedTask task : inOrder) {
      LostSubmit next =
          free.stream()
              .filter(submit -> Fit.of(submit, task, listing) == Fit.FITS)
              .min(Comparator.comparing(LostSubmit::endedAt))
              .orElse(null);
      if (next == null) {
        return null;
      }
      free.remove(next);
      assigned.put(task, next);
    }
    return assigned;
  }

  /** Returns whether no other submit without a task could have created the task. */
  private boolean isOnlyOf(Set<LostSubmit> group, ListedTask task) {
    return open.stream().allMatch(other -> group.contains(other) || isNot(other, task))
        && world.rivals().stream().allMatch(rival -> group.contains(rival) || isNot(rival, task))
        && decided.entrySet().stream()
            .allMatch(e -> e.getValue() instanceof Resolution.Found || isNot(e.getKey(), task));
  }

  private boolean isNot(LostSubmit submit, ListedTask task) {
    return Fit.of(submit, task, listing) == Fit.NO;
  }

  private List<ListedTask> candidates(LostSubmit submit) {
    return listing.tasks().stream()
        .filter(task -> !claimed.contains(task.ref()) && !isNot(submit, task))
        .toList();
  }

  private Resolution withoutTask(LostSubmit submit) {
    List<ListedTask> candidates = candidates(submit);
    if (!candidates.isEmpty()) {
      String tasks = candidates.size() == 1 ? "1 task fits" : candidates.size() + " tasks fit";
      return new Resolution.Undecided(
          tasks
              + ", and nothing proves whose it is: compare time, model and prompt, or state which"
              + " tasks are those of other submits",
          refs(candidates));
    }
    String doubt = doubtAboutAbsence(submit);
    return doubt == null
        ? new Resolution.Absent()
        : new Resolution.Undecided("no task fits, but " + doubt, List.of());
  }

  /** Returns why a missing task is no proof; null where it is. */
  private @Nullable String doubtAboutAbsence(LostSubmit submit) {
    if (!listing.complete()) {
      return "the gateway did not list all of its tasks";
    }
    if (listing.lag() == null) {
      return "this gateway's list may lack a task";
    }
    Instant settled = submit.endedAt().plus(listing.lag()).plus(listing.tolerance());
    if (listing.at().isBefore(settled)) {
      return "it may still appear: ask again after " + settled;
    }
    return hasWitness(submit)
        ? null
        : "no later task of this client shows that the list is up to date: submit something else,"
            + " and ask again with the same client";
  }

  /** Returns whether the list shows a task of a later submit as this client sent it. */
  private boolean hasWitness(LostSubmit submit) {
    return world.known().stream()
        .filter(known -> !known.submit().submittedAt().isBefore(submit.submittedAt()))
        .anyMatch(
            known ->
                listing.tasks().stream()
                    .anyMatch(
                        task ->
                            task.ref().equals(known.task())
                                && Fit.of(known.submit(), task, listing).compareTo(Fit.FITS) >= 0));
  }

  private void found(LostSubmit submit, ListedTask task, Proof proof) {
    claimed.add(task.ref());
    open.remove(submit);
    decided.put(submit, new Resolution.Found(task.ref(), proof));
  }

  private void undecided(LostSubmit submit, String reason, List<ListedTask> candidates) {
    open.remove(submit);
    decided.put(submit, new Resolution.Undecided(reason, refs(candidates)));
  }

  private static List<TaskRef> refs(List<ListedTask> tasks) {
    return tasks.stream().map(ListedTask::ref).toList();
  }
}
