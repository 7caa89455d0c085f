package io.videotask.testkit;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.videotask.time.TimeSource;
import java.net.URI;
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
  private final Routes routes = new Routes();

  Dispatcher(
      FakeTasks tasks,
      ReplyOverrides overrides,
      RequestLog requestLog,
      ReplyRenderer renderer,
      VideoFileServer videoFiles,
      FakeCallbacks callbacks,
      TimeSource time) {
    this.tasks = tasks;
    this.overrides = overrides;
    this.requestLog = requestLog;
    this.renderer = renderer;
    this.videoFiles = videoFiles;
    this.callbacks = callbacks;
    this.time = time;
  }

  @Override
  public String getName() {
    return "dispatcher";
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    String path = URI.create(request.getUrl()).getRawPath();
    boolean isVideoFile = path.startsWith(VideoFileServer.PATH);
    Routes.RequestTarget target = isVideoFile ? null : routes.match(request);
    RecordedRequest.Operation operation =
        isVideoFile ? RecordedRequest.Operation.DOWNLOAD : operation(target);
    FakeTask task = isVideoFile ? videoFileTask(path) : target == null ? null : findTask(target);
    Reply override = overrides.next(operation);
    boolean authorized = requestLog.hasKey(request);
    if (target != null && target.isSubmit() && override == null) {
      return submit(target, request, authorized);
    }
    requestLog.add(operation, task, request);
    if (override != null) {
      return renderer.render(override);
    }
    if (isVideoFile) {
      return videoFiles.serve(path, request.getHeader("Range"), request.getHeader("If-Range"));
    }
    if (target == null) {
      return renderer.render(Reply.page(404, "<html><body>404 page not found</body></html>"));
    }
    if (!authorized) {
      return renderer.render(Reply.unauthorised());
    }
    if (target.isList()) {
      QueryParameter limit = request.queryParameter("limit");
      int pageSize = limit.isPresent() ? Integer.parseInt(limit.firstValue()) : DEFAULT_PAGE_SIZE;
      return renderer.renderPage(tasks.page(target.dialect(), target.id(), pageSize));
    }
    return task == null || task.isDeleted()
        ? renderer.render(AnswerFormat.notFoundReply(target.dialect()))
        : respond(task, target, request);
  }

  private @Nullable FakeTask videoFileTask(String path) {
    return tasks.findById(null, path.substring(VideoFileServer.PATH.length()).split("/", 2)[0]);
  }

  private @Nullable FakeTask findTask(Routes.RequestTarget target) {
    return target.isFile()
        ? tasks.findByFileId(target.id())
        : tasks.findById(target.dialect(), target.id());
  }

  private ResponseDefinition submit(
      Routes.RequestTarget target, Request request, boolean authorized) {
    FakeTasks.Outcome outcome =
        authorized ? tasks.submit(target, request.getBodyAsString(), time.now()) : null;
    requestLog.add(
        RecordedRequest.Operation.SUBMIT, outcome == null ? null : outcome.task(), request);
    if (outcome == null) {
      return renderer.render(Reply.unauthorised());
    }
    if (outcome.task() != null) {
      callbacks.plan(outcome.task(), request.getBodyAsString());
    }
    Reply instead = outcome.instead();
    if (instead != null) {
      return renderer.render(instead);
    }
    FakeTask task = outcome.task();
    return task == null
        ? renderer.render(tasks.noScriptReply(target))
        : renderer.renderSubmit(task);
  }

  private ResponseDefinition respond(FakeTask task, Routes.RequestTarget target, Request request) {
    if (target.isQuery()) {
      return renderer.render(task.nextReply(time.now()), task);
    }
    if (target.isDelete()) {
      task.delete();
      return renderer.renderDeleted(task);
    }
    Reply.Video video = task.video();
    if (video == null) {
      return renderer.render(AnswerFormat.notFoundReply(target.dialect()));
    }
    if (target.isFile()) {
      return renderer.renderFile(task, video);
    }
    if (target.isContent()) {
      if (video.expired()) {
        return renderer.render(task.format().expiredContentReply(task.identity().id()));
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
