package com.example.shop

import io.videotask.VideoTasks
import io.videotask.auth.ApiKey
import io.videotask.gateway.Gateway
import io.videotask.task.TaskRef
import io.videotask.task.VideoTask
import java.time.Duration

/** The same in Kotlin: what may be null is `String?` there, and everything else is not. */
class KotlinShop(gateway: String) : AutoCloseable {
  private val videos: VideoTasks =
      VideoTasks.builder().gateway(Gateway.newApi(gateway, ApiKey.of("sk-of-the-shop"))).build()

  fun video(task: String): String =
      videos.await(TaskRef("new-api", task), Duration.ofMinutes(1)).orThrow().video().url() ?: "without a URL"

  fun seconds(task: String): Double? {
    val seen: VideoTask = videos.query(TaskRef("new-api", task))
    return seen.orThrow().video().durationSeconds()
  }

  override fun close() = videos.close()
}
