package io.videotask.testkit;

import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import io.videotask.generated.gateway.AnswerTemplates.ManyRequest;
import io.videotask.time.TimeSource;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that ask for many tasks, and tells them from those for one task or for a page.
 * Thread-safe.
 */
final class GroupQueries {
  /** More than a request asks for at any gateway. */
  private static final int MOST = 100;

  private final FakeTasks tasks;
  private final ReplyRenderer renderer;
  private final TimeSource time;

  GroupQueries(FakeTasks tasks, ReplyRenderer renderer, TimeSource time) {
    this.tasks = tasks;
    this.renderer = renderer;
    this.time = time;
  }

  /** Returns whether a request asks for many tasks, of which this gateway has some. */
  boolean isFor(RequestTarget target, Request request) {
    AnswerFormat format = format(target, request);
    if (format == null) {
      return false;
    }
    Set<String> ids = ids(format, target, request);
    return (ids == null || ids.size() > 1) && !tasks.many(format, ids, 1).isEmpty();
  }

  /**
   * Answers with the next state of each task. A task is left out whose next reply is no state: the
   * client queries it alone, and gets that.
   */
  ResponseDefinition answer(RequestTarget target, Request request) {
    AnswerFormat format = format(target, request);
    if (format == null) {
      throw new IllegalArgumentException(target + " does not ask for many tasks");
    }
    Map<FakeTask, Reply.StateReply> states = new LinkedHashMap<>();
    for (FakeTask task : tasks.many(format, ids(format, target, request), MOST)) {
      Reply.StateReply state = task.nextRow(time.now());
      if (state != null) {
        states.put(task, state);
      }
    }
    return renderer.renderMany(format, states);
  }

  /** Returns the format whose tasks a request asks for; null where it is for something else. */
  private @Nullable AnswerFormat format(RequestTarget target, Request request) {
    for (AnswerFormat format : AnswerFormat.all(target.dialect())) {
      ManyRequest many = format.many();
      if (many != null
          && many.operation().equals(target.operation())
          && many.fixed().entrySet().stream()
              .allMatch(fixed -> hasValue(request, fixed.getKey(), fixed.getValue()))
          && (many.ids() != null || parameters(request) == many.fixed().size())
          && (ids(format, target, request) == null
              || !tasks.many(format, ids(format, target, request), 1).isEmpty())) {
        return format;
      }
    }
    return null;
  }

  private static boolean hasValue(Request request, String name, String value) {
    QueryParameter parameter = request.queryParameter(name);
    return parameter.isPresent() && parameter.firstValue().equals(value);
  }

  private static int parameters(Request request) {
    String query = URI.create(request.getUrl()).getRawQuery();
    return query == null ? 0 : query.split("&", -1).length;
  }

  /** Returns the ids that a request has; null where it is for the newest tasks. */
  private static @Nullable Set<String> ids(
      AnswerFormat format, RequestTarget target, Request request) {
    ManyRequest many = format.many();
    String parameter = many == null ? null : many.ids();
    if (parameter == null) {
      return null;
    }
    QueryParameter given = request.queryParameter(parameter);
    Stream<String> texts =
        parameter.isEmpty()
            ? target.ids().stream()
            : given.isPresent() ? given.values().stream() : Stream.of();
    Set<String> ids = new HashSet<>();
    texts.flatMap(text -> Arrays.stream(text.split(","))).forEach(ids::add);
    return ids;
  }
}
