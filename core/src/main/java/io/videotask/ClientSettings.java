package io.videotask;

import io.videotask.callback.CallbackReceiver;
import io.videotask.gateway.Gateway;
import io.videotask.http.RequestListener;
import io.videotask.internal.http.HttpTransport;
import io.videotask.poll.FailureBudget;
import io.videotask.poll.PollListener;
import io.videotask.schedule.Schedule;
import io.videotask.task.VideoTask;
import io.videotask.time.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one client, as its builder had them when it was built.
 *
 * @param gateways at least one; their names differ
 * @param defaultGateway the name of the gateway for requests that name none; null for none
 * @param httpClient the caller's OkHttpClient; null for none
 * @param limits the limits of one request
 * @param maxRequestsPerSecond the rate limit that the gateways without one of their own share
 * @param gatewayRates the rate limits of the other gateways, by name; requests a second
 * @param schedule chooses the intervals between polls
 * @param failureBudget how many failures a wait tolerates; null for the default
 * @param listener is notified of the events of all waits; null for none
 * @param requestListener is notified of every request
 * @param operationListener is notified of every operation
 * @param logger null for {@code io.videotask}
 * @param time null for the system's clock
 * @param random the source of jitter; used by several threads
 * @param callbacks wakes the waits, and has the URLs for submits; null for none
 */
record ClientSettings(
    List<Gateway> gateways,
    @Nullable String defaultGateway,
    @Nullable OkHttpClient httpClient,
    HttpTransport.Limits limits,
    double maxRequestsPerSecond,
    Map<String, Double> gatewayRates,
    Schedule schedule,
    @Nullable FailureBudget failureBudget,
    @Nullable PollListener<VideoTask> listener,
    RequestListener requestListener,
    OperationListener operationListener,
    System.@Nullable Logger logger,
    @Nullable TimeSource time,
    RandomGenerator random,
    @Nullable CallbackReceiver callbacks) {}
