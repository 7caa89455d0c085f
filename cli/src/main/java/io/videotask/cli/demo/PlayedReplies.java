package io.videotask.cli.demo;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a request to what the play has for it. */
final class PlayedReplies implements ResponseDefinitionTransformerV2 {
  private static final String NEW_API = "/v1/video/generations/";
  private static final String ANY_API = "/minimax/v1/query/video_generation";

  private volatile @Nullable Play play;
  private volatile String baseUrl = "";

  void play(Play newPlay, String address) {
    baseUrl = address;
    play = newPlay;
  }

  @Override
  public String getName() {
    return "played-replies";
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    Play current = play;
    if (current == null
        || !("Bearer " + DemoGateway.KEY).equals(request.getHeader("Authorization"))) {
      return answer(Reply.unauthorised(), Reply.unauthorised().text());
    }
    Optional<Life> life = asked(current, request);
    if (life.isEmpty()) {
      return answer(Reply.unknownTask(), Reply.unknownTask().text());
    }
    Life.Moment due = current.due(life.get(), Instant.now());
    return answer(due.reply(), current.text(life.get(), due, baseUrl));
  }

  private static Optional<Life> asked(Play play, Request request) {
    String path = URI.create(request.getUrl()).getPath();
    if (path.equals(ANY_API)) {
      QueryParameter id = request.queryParameter("task_id");
      return id.isPresent() ? play.life("minimax-anyapi", id.firstValue()) : Optional.empty();
    }
    return path.startsWith(NEW_API)
        ? play.life("new-api", path.substring(NEW_API.length()))
        : Optional.empty();
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
