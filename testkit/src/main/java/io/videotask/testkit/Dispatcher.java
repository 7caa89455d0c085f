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

/** From a request to what the scripts have for it; every request is written down. */
final class Dispatcher implements ResponseDefinitionTransformerV2 {
  private static final int USUAL_PAGE = 20;

  private final FakeTasks tasks;
  private final ReplyOverrides substitutes;
  private final RequestLog journal;
  private final ReplyRenderer wording;
  private final VideoFileServer shelf;
  private final TimeSource time;
  private final Routes routes = new Routes();

  Dispatcher(
      FakeTasks tasks,
      ReplyOverrides substitutes,
      RequestLog journal,
      ReplyRenderer wording,
      VideoFileServer shelf,
      TimeSource time) {
    this.tasks = tasks;
    this.substitutes = substitutes;
    this.journal = journal;
    this.wording = wording;
    this.shelf = shelf;
    this.time = time;
  }

  @Override
  public String getName() {
    return "desk";
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    String path = URI.create(request.getUrl()).getRawPath();
    boolean onShelf = path.startsWith(VideoFileServer.PATH);
    Routes.Asked asked = onShelf ? null : routes.find(request);
    RecordedRequest.Operation operation =
        onShelf ? RecordedRequest.Operation.DOWNLOAD : operation(asked);
    FakeTask about = onShelf ? shelved(path) : asked == null ? null : task(asked);
    Reply substitute = substitutes.next(operation);
    boolean open = journal.hasKey(request);
    if (asked != null && asked.isSubmit() && substitute == null) {
      return submit(asked, request, open);
    }
    journal.add(operation, about, request);
    if (substitute != null) {
      return wording.answer(substitute);
    }
    if (onShelf) {
      return shelf.answer(path, request.getHeader("Range"), request.getHeader("If-Range"));
    }
    if (asked == null) {
      return wording.answer(Reply.page(404, "<html><body>404 page not found</body></html>"));
    }
    if (!open) {
      return wording.answer(Reply.unauthorised());
    }
    if (asked.isList()) {
      QueryParameter limit = request.queryParameter("limit");
      int most = limit.isPresent() ? Integer.parseInt(limit.firstValue()) : USUAL_PAGE;
      return wording.page(tasks.page(asked.dialect(), asked.id(), most));
    }
    return about == null || about.isDeleted()
        ? wording.answer(Reply.notFound())
        : about(about, asked, request);
  }

  private @Nullable FakeTask shelved(String path) {
    return tasks.withId(null, path.substring(VideoFileServer.PATH.length()).split("/", 2)[0]);
  }

  private @Nullable FakeTask task(Routes.Asked asked) {
    return asked.isFile() ? tasks.withFile(asked.id()) : tasks.withId(asked.dialect(), asked.id());
  }

  private ResponseDefinition submit(Routes.Asked asked, Request request, boolean open) {
    FakeTasks.Outcome outcome =
        open ? tasks.submit(asked, request.getBodyAsString(), time.now()) : null;
    journal.add(RecordedRequest.Operation.SUBMIT, outcome == null ? null : outcome.task(), request);
    if (outcome == null) {
      return wording.answer(Reply.unauthorised());
    }
    Reply instead = outcome.instead();
    if (instead != null) {
      return wording.answer(instead);
    }
    FakeTask task = outcome.task();
    return task == null ? wording.answer(tasks.nothingPlanned(asked)) : wording.created(task);
  }

  private ResponseDefinition about(FakeTask task, Routes.Asked asked, Request request) {
    if (asked.isQuery()) {
      return wording.answer(task.due(time.now()), task);
    }
    if (asked.isDelete()) {
      task.delete();
      return wording.deleted(task);
    }
    Reply.Video video = task.video();
    if (video == null) {
      return wording.answer(Reply.notFound());
    }
    if (asked.isFile()) {
      return wording.file(task, video);
    }
    if (asked.isContent()) {
      if (video.gone()) {
        return wording.answer(task.shape().contentGone(task.identity().id()));
      }
      return shelf.answer(
          request.getUrl(), video, request.getHeader("Range"), request.getHeader("If-Range"));
    }
    return ResponseDefinitionBuilder.responseDefinition().withStatus(404).build();
  }

  private static RecordedRequest.Operation operation(Routes.@Nullable Asked asked) {
    if (asked == null) {
      return RecordedRequest.Operation.OTHER;
    }
    if (asked.isSubmit()) {
      return RecordedRequest.Operation.SUBMIT;
    }
    if (asked.isQuery()) {
      return RecordedRequest.Operation.QUERY;
    }
    if (asked.isFile()) {
      return RecordedRequest.Operation.FILE;
    }
    if (asked.isDelete()) {
      return RecordedRequest.Operation.DELETE;
    }
    if (asked.isList()) {
      return RecordedRequest.Operation.LIST;
    }
    return asked.isContent() ? RecordedRequest.Operation.DOWNLOAD : RecordedRequest.Operation.OTHER;
  }
}
