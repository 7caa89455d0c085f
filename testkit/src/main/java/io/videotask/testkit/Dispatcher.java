package io.videotask.testkit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.videotask.time.TimeSource;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records each request and selects its reply from overrides and scripts. */
final class Dispatcher implements ResponseDefinitionTransformerV2 {
  private static final int DEFAULT_PAGE_SIZE = 20;

  private final FakeTasks tasks;
  private final ReplyOverrides overrides;
  private final RequestLog requestLog;
  private final ReplyRenderer renderer;
  private final VideoFileServer videoFiles;
  private final FakeCallbacks callbacks;
  private final TimeSource time;
  private final Routes routes;
  private final KeyCheck keys;

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
      KeyCheck keys) {}

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
    List<Routes.RequestTarget> targets = routes.match(request);
    Routes.RequestTarget target = choose(targets, request);
    FakeTask task = target == null ? null : findTask(target);
    RecordedRequest.Operation operation = operation(target);
    Reply override = overrides.next(operation);
    if (target != null && target.isSubmit() && override == null) {
      return submit(target, request);
    }
    requestLog.add(operation, task, request);
    if (override != null) {
      return renderer.render(override.orNotFound(notFound(target, task)));
    }
    if (target == null) {
      return renderer.render(Reply.page(404, "<html><body>404 page not found</body></html>"));
    }
    if (!isAuthorised(target, request)) {
      return renderer.render(Reply.unauthorised());
    }
    if (target.isList()) {
      return list(target);
    }
    return task == null || task.isDeleted()
        ? renderer.render(notFound(target, task))
        : respond(task, target, request);
  }

  private ResponseDefinition videoFile(String path, Request request) {
    FakeTask task =
        tasks.findById(null, path.substring(VideoFileServer.PATH.length()).split("/", 2)[0]);
    Reply override = overrides.next(RecordedRequest.Operation.DOWNLOAD);
    requestLog.add(RecordedRequest.Operation.DOWNLOAD, task, request);
    return override != null
        ? renderer.render(override.orNotFound(notFound(null, task)))
        : videoFiles.serve(path, request.getHeader("Range"), request.getHeader("If-Range"));
  }

  /**
   * Chooses among gateways with the same path: the one that has the task, or a script for the
   * submit; else one whose key the request has.
   */
  private Routes.@Nullable RequestTarget choose(
      List<Routes.RequestTarget> targets, Request request) {
    for (Routes.RequestTarget target : targets) {
      boolean known =
          target.isSubmit()
              ? tasks.hasScript(target)
              : target.isList() ? tasks.hasTasks(target.dialect()) : findTask(target) != null;
      if (known) {
        return target;
      }
    }
    return targets.stream()
        .filter(target -> isAuthorised(target, request))
        .findFirst()
        .orElse(targets.isEmpty() ? null : targets.get(0));
  }

  private boolean isAuthorised(Routes.RequestTarget target, Request request) {
    return keys.hasKey(request, target.dialect().gateway().keyHeader(request.getUrl()));
  }

  private @Nullable FakeTask findTask(Routes.RequestTarget target) {
    for (String id : target.ids()) {
      FakeTask task =
          target.isFile() ? tasks.findByFileId(id) : tasks.findById(target.dialect(), id);
      if (task != null) {
        return task;
      }
    }
    return null;
  }

  private static Reply notFound(Routes.@Nullable RequestTarget target, @Nullable FakeTask task) {
    if (task != null) {
      return task.format().notFound(task.identity().id());
    }
    if (target == null) {
      return AnswerFormat.NEW_API_KLING.notFound("");
    }
    for (AnswerFormat format : AnswerFormat.all(target.dialect())) {
      if (format.isFor(target.operation())) {
        return format.notFound(target.id());
      }
    }
    return Reply.json(404, "{}");
  }

  private ResponseDefinition submit(Routes.RequestTarget target, Request request) {
    FakeTasks.Outcome outcome =
        isAuthorised(target, request)
            ? tasks.submit(target, request.getBodyAsString(), time.now())
            : null;
    requestLog.add(
        RecordedRequest.Operation.SUBMIT, outcome == null ? null : outcome.task(), request);
    if (outcome == null) {
      return renderer.render(Reply.unauthorised());
    }
    if (outcome.task() != null) {
      callbacks.plan(outcome.task(), request.getBodyAsString());
    }
    Reply instead = outcome.instead();
    FakeTask task = outcome.task();
    if (instead != null) {
      return renderer.render(instead.orNotFound(notFound(target, task)));
    }
    return task == null
        ? renderer.render(tasks.noScriptReply(target))
        : renderer.renderSubmit(task);
  }

  private ResponseDefinition list(Routes.RequestTarget target) {
    Integer size = target.pageSize();
    FakeTasks.Page page =
        tasks.page(
            target.dialect(),
            target.ids().isEmpty() ? null : target.id(),
            size == null ? DEFAULT_PAGE_SIZE : size);
    return renderer.renderPage(AnswerFormat.of(target.dialect()), page);
  }

  private ResponseDefinition respond(FakeTask task, Routes.RequestTarget target, Request request) {
    Reply notFound = notFound(target, task);
    if (target.isQuery()) {
      return renderer.render(task.nextReply(time.now()).orNotFound(notFound), task);
    }
    if (target.isDelete()) {
      task.delete();
      return renderer.renderDeleted(task);
    }
    Reply.Video video = task.video();
    if (video == null) {
      return renderer.render(notFound);
    }
    if (target.isFile()) {
      return renderer.renderFile(task, video);
    }
    if (target.isContent()) {
      if (video.expired()) {
        return renderer.render(task.format().expiredContent(task.identity().id()));
      }
      return videoFiles.serve(
          request.getUrl(), video, request.getHeader("Range"), request.getHeader("If-Range"));
    }
    return ResponseDefinitionBuilder.responseDefinition().withStatus(404).build();
  }

  private static RecordedRequest.Operation operation(Routes.@Nullable RequestTarget target) {
    if (target == null) {
      return RecordedRequest.Operation.OTHER;
    }
    if (target.isSubmit()) {
      return RecordedRequest.Operation.SUBMIT;
    }
    if (target.isQuery()) {
      return RecordedRequest.Operation.QUERY;
    }
    if (target.isFile()) {
      return RecordedRequest.Operation.FILE;
    }
    if (target.isDelete()) {
      return RecordedRequest.Operation.DELETE;
    }
    if (target.isList()) {
      return RecordedRequest.Operation.LIST;
    }
    return target.isContent()
        ? RecordedRequest.Operation.DOWNLOAD
        : RecordedRequest.Operation.OTHER;
  }
}
