package io.videotask.testkit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.videotask.task.TaskState;
import io.videotask.time.TimeSource;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Records each request and selects its reply from overrides and scripts. */
final class Dispatcher implements ResponseDefinitionTransformerV2 {
  private static final Set<TaskState> ENDS =
      EnumSet.of(TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED, TaskState.EXPIRED);

  private final FakeTasks tasks;
  private final ReplyOverrides overrides;
  private final RequestLog requestLog;
  private final ReplyRenderer renderer;
  private final VideoFileServer videoFiles;
  private final FakeCallbacks callbacks;
  private final TimeSource time;
  private final Routes routes;
  private final KeyCheck keys;
  private final ServerProfile profile;
  private final GroupQueries groups;

  /** What a dispatcher works with. */
  record Parts(
      FakeTasks tasks,
      ReplyOverrides overrides,
      RequestLog requestLog,
      ReplyRenderer renderer,
      VideoFileServer videoFiles,
      FakeCallbacks callbacks,
      TimeSource time,
      Routes routes,
      KeyCheck keys,
      ServerProfile profile) {}

  Dispatcher(Parts parts) {
    this.tasks = parts.tasks();
    this.overrides = parts.overrides();
    this.requestLog = parts.requestLog();
    this.renderer = parts.renderer();
    this.videoFiles = parts.videoFiles();
    this.callbacks = parts.callbacks();
    this.time = parts.time();
    this.routes = parts.routes();
    this.keys = parts.keys();
    this.profile = parts.profile();
    this.groups = new GroupQueries(tasks, renderer, time);
  }

  @Override
  public String getName() {
    return "dispatcher";
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    String path = URI.create(request.getUrl()).getRawPath();
    if (path.startsWith(VideoFileServer.PATH)) {
      return videoFile(path, request);
    }
    if (routes.path(request).startsWith(VideoFileServer.CONTENT_PATH)) {
      return content(routes.path(request), request);
    }
    List<RequestTarget> targets = routes.match(request);
    RequestTarget target = choose(targets, request);
    FakeTask task = target == null || target.isMany() ? null : findTask(target);
    RecordedRequest.Operation operation =
        target == null ? RecordedRequest.Operation.OTHER : target.recorded();
    Reply override = overrides.next(operation);
    if (target != null && override == null) {
      override = profile.refusal(target, request);
    }
    if (target != null && target.isSubmit() && override == null) {
      return submit(target, request);
    }
    requestLog.add(operation, task, request);
    if (override != null) {
      return renderer.render(override.inWordsOf(answers(target, task)));
    }
    if (target == null) {
      return renderer.render(Reply.page(404, "<html><body>404 page not found</body></html>"));
    }
    if (!isAuthorised(target, request)) {
      return unauthorised(target, task);
    }
    if (target.isMany() && groups.isFor(target, request)) {
      return groups.answer(target, request);
    }
    if (target.isList() && target.list() != null) {
      return list(target);
    }
    return task == null || task.isDeleted()
        ? renderer.render(answers(target, task).apply(Reply.NOT_FOUND))
        : respond(task, target, request);
  }

  private ResponseDefinition videoFile(String path, Request request) {
    FakeTask task = tasks.findById(null, VideoFileServer.taskId(VideoFileServer.PATH, path));
    Reply override = overrides.next(RecordedRequest.Operation.DOWNLOAD);
    requestLog.add(RecordedRequest.Operation.DOWNLOAD, task, request);
    return override != null
        ? renderer.render(override.inWordsOf(answers(null, task)))
        : videoFiles.serve(path, request.getHeader("Range"), request.getHeader("If-Range"));
  }

  /** Serves a video at a URL of the gateway that requires its key. */
  private ResponseDefinition content(String path, Request request) {
    FakeTask task =
        tasks.findById(null, VideoFileServer.taskId(VideoFileServer.CONTENT_PATH, path));
    Reply override = overrides.next(RecordedRequest.Operation.DOWNLOAD);
    requestLog.add(RecordedRequest.Operation.DOWNLOAD, task, request);
    Reply.Video video = videoFiles.video(path);
    if (override != null) {
      return renderer.render(override.inWordsOf(answers(null, task)));
    }
    if (task == null || video == null) {
      return ResponseDefinitionBuilder.responseDefinition().withStatus(404).build();
    }
    if (!keys.hasKey(request, task.format().dialect().gateway().keyHeader(request.getUrl()))) {
      return renderer.render(task.format().unauthorised());
    }
    return serve(task, path, video, request);
  }

  private ResponseDefinition serve(FakeTask task, String path, Reply.Video video, Request request) {
    return video.expired()
        ? renderer.render(task.format().expiredContent(task.identity().id()))
        : videoFiles.serve(path, video, request.getHeader("Range"), request.getHeader("If-Range"));
  }

  /**
   * Chooses among gateways with the same path: the one that has the task, or a script for the
   * submit; else one whose key the request has.
   */
  private @Nullable RequestTarget choose(List<RequestTarget> targets, Request request) {
    for (RequestTarget target : targets) {
      if (target.isMany() && groups.isFor(target, request)) {
        return target;
      }
    }
    for (RequestTarget target : targets) {
      boolean known =
          target.isSubmit()
              ? tasks.hasScript(target)
              : target.isList()
                  ? target.list() != null && tasks.hasTasks(target.dialect())
                  : findTask(target) != null;
      if (known) {
        return target;
      }
    }
    return targets.stream()
        .filter(target -> isAuthorised(target, request))
        .findFirst()
        .orElse(targets.isEmpty() ? null : targets.get(0));
  }

  private boolean isAuthorised(RequestTarget target, Request request) {
    return keys.hasKey(request, target.dialect().gateway().keyHeader(request.getUrl()));
  }

  private @Nullable FakeTask findTask(RequestTarget target) {
    for (String id : target.ids()) {
      FakeTask task =
          target.isFile() ? tasks.findByFileId(id) : tasks.findById(target.dialect(), id);
      if (task == null && target.isFind()) {
        task = tasks.findByClientId(target.dialect(), id);
      }
      if (task != null) {
        return task;
      }
    }
    return null;
  }

  /** Returns the answers in the words of a task's format, or of the gateway that is asked. */
  private static Function<String, Reply> answers(
      @Nullable RequestTarget target, @Nullable FakeTask task) {
    AnswerFormat format =
        task != null ? task.format() : target == null ? AnswerFormat.NEW_API_KLING : format(target);
    String id = task != null ? task.identity().id() : target == null ? "" : target.id();
    return name ->
        format == null
            ? Reply.json(404, "{}")
            : name.equals(Reply.UNAUTHORISED) ? format.unauthorised() : format.notFound(id);
  }

  /** Returns the format of the tasks that an operation is for; null for a dialect without any. */
  private static @Nullable AnswerFormat format(RequestTarget target) {
    return AnswerFormat.all(target.dialect()).stream()
        .filter(format -> format.isFor(target.operation()))
        .findFirst()
        .orElse(null);
  }

  private ResponseDefinition unauthorised(RequestTarget target, @Nullable FakeTask task) {
    return renderer.render(answers(target, task).apply(Reply.UNAUTHORISED));
  }

  private ResponseDefinition submit(RequestTarget target, Request request) {
    FakeTasks.Outcome outcome =
        isAuthorised(target, request) ? tasks.submit(target, time.now()) : null;
    requestLog.add(
        RecordedRequest.Operation.SUBMIT, outcome == null ? null : outcome.task(), request);
    if (outcome == null) {
      return unauthorised(target, null);
    }
    if (outcome.task() != null) {
      outcome.task().submittedWith(SubmittedFields.of(request));
      callbacks.plan(outcome.task(), FakeCallbacks.textOf(request));
    }
    Reply instead = outcome.instead();
    FakeTask task = outcome.task();
    if (instead != null) {
      return renderer.render(instead.inWordsOf(answers(target, task)));
    }
    return task == null
        ? renderer.render(tasks.noScriptReply(target))
        : renderer.renderSubmit(task);
  }

  private ResponseDefinition list(RequestTarget target) {
    return renderer.renderPage(pageFormat(target), tasks.page(target));
  }

  /** Returns the format of the answer to a list: that of its tasks, if they have one. */
  private static AnswerFormat pageFormat(RequestTarget target) {
    AnswerFormat own = format(target);
    return own == null ? AnswerFormat.of(target.dialect()) : own;
  }

  private ResponseDefinition respond(FakeTask task, RequestTarget target, Request request) {
    Function<String, Reply> answers = answers(target, task);
    if (target.isQuery() || target.isFind()) {
      return renderer.render(task.nextReply(time.now()).inWordsOf(answers), task);
    }
    if (target.isResult()) {
      return renderer.renderResult(task);
    }
    if (target.isDelete() || target.isCancel()) {
      return end(task, target);
    }
    Reply.Video video = task.video();
    if (video == null) {
      return renderer.render(answers.apply(Reply.NOT_FOUND));
    }
    if (target.isFile()) {
      return renderer.renderFile(task, video);
    }
    if (target.isContent()) {
      return serve(task, request.getUrl(), video, request);
    }
    return ResponseDefinitionBuilder.responseDefinition().withStatus(404).build();
  }

  private ResponseDefinition end(FakeTask task, RequestTarget target) {
    boolean ended = ENDS.contains(task.state(time.now()));
    if (target.cancelsOrDeletes() ? ended : target.isDelete()) {
      task.delete();
      return renderer.render("deleted", task);
    }
    return renderer.render(task.cancel(time.now()) ? "cancel" : "too-late", task);
  }
}
