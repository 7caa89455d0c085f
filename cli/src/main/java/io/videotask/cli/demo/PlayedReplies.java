package io.videotask.cli.demo;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a request to what the play has for it. */
final class PlayedReplies implements ResponseDefinitionTransformerV2 {
  private static final String NEW_API = "/v1/video/generations";
  private static final String CONTENT = "/v1/videos/";
  private static final String ANY_API = "/minimax/v1/query/video_generation";
  private static final String ANY_API_SUBMIT = "/minimax/v1/video_generation";

  private final Play play;
  private volatile Play.Addresses addresses = new Play.Addresses("", "");

  PlayedReplies(Play play) {
    this.play = play;
  }

  void at(Play.Addresses newAddresses) {
    addresses = newAddresses;
  }

  @Override
  public String getName() {
    return "played-replies";
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    if (!("Bearer " + DemoGateway.KEY).equals(request.getHeader("Authorization"))) {
      return answer(Reply.unauthorised(), Reply.unauthorised().text());
    }
    String path = URI.create(request.getUrl()).getPath();
    if (request.getMethod().equals(RequestMethod.POST)) {
      return created(path, request.getBodyAsString());
    }
    if (path.startsWith(CONTENT) && path.endsWith("/content")) {
      return content(path.substring(CONTENT.length(), path.length() - "/content".length()));
    }
    Optional<Life> life = asked(path, request);
    if (life.isEmpty()) {
      return answer(Reply.unknownTask(), Reply.unknownTask().text());
    }
    Life.Moment due = play.due(life.get(), Instant.now());
    return answer(due.reply(), play.text(life.get(), due, addresses));
  }

  private ResponseDefinition created(String path, String body) {
    Optional<Life> begun =
        path.equals(NEW_API)
            ? play.begin("new-api", body, Instant.now())
            : path.equals(ANY_API_SUBMIT)
                ? play.begin("minimax-anyapi", body, Instant.now())
                : Optional.empty();
    return begun.isEmpty()
        ? answer(Reply.refusedOrder(), Reply.refusedOrder().text())
        : answer(Reply.body("created"), play.created(begun.get()));
  }

  private Optional<Life> asked(String path, Request request) {
    if (path.equals(ANY_API)) {
      QueryParameter id = request.queryParameter("task_id");
      return id.isPresent() ? play.life("minimax-anyapi", id.firstValue()) : Optional.empty();
    }
    return path.startsWith(NEW_API + "/")
        ? play.life("new-api", path.substring(NEW_API.length() + 1))
        : Optional.empty();
  }

  private ResponseDefinition content(String id) {
    byte @Nullable [] video = play.life("new-api", id).map(Life::bytes).orElse(null);
    return video == null
        ? answer(Reply.unknownTask(), Reply.unknownTask().text())
        : ResponseDefinitionBuilder.responseDefinition()
            .withStatus(200)
            .withHeader("Content-Type", "video/mp4")
            .withBody(video)
            .build();
  }

  private static ResponseDefinition answer(Reply reply, String text) {
    ResponseDefinitionBuilder answer = ResponseDefinitionBuilder.responseDefinition();
    if (reply.reset()) {
      return answer.withFault(Fault.CONNECTION_RESET_BY_PEER).build();
    }
    reply.headers().forEach((name, value) -> answer.withHeader(name, value));
    return answer.withStatus(reply.status()).withBody(text).build();
  }
}
