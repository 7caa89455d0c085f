package io.videotask.cli;

import io.videotask.VideoTasks;
import io.videotask.VideoTasksBuilder;
import io.videotask.auth.ApiKey;
import io.videotask.gateway.Dialect;
import io.videotask.gateway.Gateway;
import io.videotask.schedule.Schedule;
import io.videotask.task.LostSubmit;
import io.videotask.task.TaskRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all commands that connect to a gateway. */
final class GatewayOptions {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(60);

  /** The HTTP client stores milliseconds in an int. */
  private static final Duration MAX_REQUEST_TIMEOUT = Duration.ofDays(24);

  @Option(
      names = "--gateway",
      paramLabel = "NAME",
      description = "The gateway of tasks that don't name it; see: videotask gateways.")
  private @Nullable String gateway;

  @Option(names = "--base-url", paramLabel = "URL", description = "The gateway's base URL.")
  private @Nullable String baseUrl;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The server, where a protocol's servers differ; see: videotask gateways.")
  private @Nullable String profile;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description =
          "The file that holds the key, - for standard input; otherwise the environment variable"
              + " VIDEOTASK_API_KEY has it.")
  private @Nullable String apiKeyFile;

  @Option(
      names = "--timeout",
      paramLabel = "DUR",
      description = "How long a wait may take (90s, 20m, 1h30m, PT20M); 60m unless given.")
  private @Nullable Duration timeout;

  @Option(
      names = "--interval",
      paramLabel = "DUR",
      description = "A fixed delay between two queries of a task, instead of the adaptive one.")
  private @Nullable Duration interval;

  @Option(
      names = "--request-timeout",
      paramLabel = "DUR",
      description = "How long one request may take; 30s unless given.")
  private @Nullable Duration requestTimeout;

  @Option(
      names = "--max-requests-per-second",
      paramLabel = "[NAME=]N",
      description =
          "For all tasks together, or for those of one gateway, which then do not count in the"
              + " first; once for each.")
  private List<String> requestsPerSecond = List.of();

  @Option(
      names = "--insecure-http",
      description =
          "Allow http:// to another machine, where everybody on the way can read the key.")
  private boolean insecureHttp;

  /**
   * Returns the gateway of a submit.
   *
   * @throws UsageException if none is given, or it does not exist
   */
  String gatewayName() {
    if (gateway == null) {
      throw new UsageException("which gateway? Add --gateway with one of " + TaskRefParser.names());
    }
    return TaskRefParser.dialect(gateway).name();
  }

  /** Returns the gateway as it was given; null where it was not. */
  @Nullable String givenGateway() {
    return gateway;
  }

  /** Returns the command that looks for the task of a submit without an answer. */
  String resolveCommand(LostSubmit lost) {
    StringBuilder command = new StringBuilder("videotask resolve ").append(lost);
    options(command);
    return command.toString();
  }

  Set<TaskRef> tasks(List<String> references) {
    return TaskRefParser.all(references, gateway);
  }

  Duration timeout() {
    return timeout == null ? DEFAULT_TIMEOUT : timeout;
  }

  /**
   * Returns a client builder for the gateways of these tasks, without listeners.
   *
   * @throws UsageException or IllegalArgumentException if an option has an invalid value
   */
  VideoTasksBuilder client(ProcessEnvironment process, Collection<TaskRef> refs) {
    return clientForGateways(process, refs.stream().map(TaskRef::gateway).distinct().toList());
  }

  /** Returns a client builder for these gateways. */
  VideoTasksBuilder clientForGateways(ProcessEnvironment process, List<String> names) {
    List<Dialect> dialects = names.stream().map(TaskRefParser::dialect).toList();
    String url = requireBaseUrl();
    VideoTasksBuilder builder = VideoTasks.builder().logger(new NoLog());
    ApiKey key =
        ApiKeySource.read(process, apiKeyFile, dialects.stream().anyMatch(Dialect::takesKeyPair));
    for (Dialect dialect : dialects) {
      Gateway configured = withProfile(Gateway.of(dialect, url, key), dialects);
      builder.gateway(insecureHttp ? configured.allowingInsecureHttp() : configured);
    }
    if (interval != null) {
      builder.schedule(Schedule.fixed(interval));
    }
    if (requestTimeout != null) {
      builder.requestTimeout(requireValid(requestTimeout));
    }
    RateLimitOption.apply(requestsPerSecond, names, builder);
    return builder;
  }

  /** Of several gateways, those without profiles stay as they are. */
  private Gateway withProfile(Gateway gateway, List<Dialect> dialects) {
    boolean applies =
        !gateway.dialect().profiles().isEmpty()
            || dialects.stream().allMatch(dialect -> dialect.profiles().isEmpty());
    return profile == null || !applies ? gateway : gateway.withProfile(profile);
  }

  /** Returns the command that resumes these tasks. */
  String resumeCommand(String name, Collection<TaskRef> refs) {
    StringBuilder command = new StringBuilder("videotask ").append(name);
    refs.forEach(ref -> command.append(' ').append(ref));
    options(command);
    return command.toString();
  }

  private void options(StringBuilder command) {
    option(command, "--base-url", baseUrl);
    option(command, "--profile", profile);
    option(command, "--api-key-file", apiKeyFile);
    if (insecureHttp) {
      command.append(" --insecure-http");
    }
  }

  private static void option(StringBuilder command, String name, @Nullable String value) {
    if (value != null) {
      command.append(' ').append(name).append(' ').append(TerminalText.shellQuoted(value));
    }
  }

  private String requireBaseUrl() {
    if (baseUrl == null) {
      throw new UsageException("what is the gateway's base URL? Add --base-url URL");
    }
    return baseUrl;
  }

  private static Duration requireValid(Duration requestTimeout) {
    if (requestTimeout.compareTo(MAX_REQUEST_TIMEOUT) > 0) {
      throw new UsageException("--request-timeout can be 24d at most");
    }
    return requestTimeout;
  }
}
