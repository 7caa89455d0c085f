package io.videotask.it;

import io.videotask.VideoTasks;
import io.videotask.it.pages.Page;
import org.junit.jupiter.api.Test;

/**
 * Core's public API is a committed listing, so that each change is reviewed. Run with {@code
 * -Dsurface.update=true} to update it.
 */
class CoreSurfaceTest {
  @Test
  void isTheCommittedListing() throws Exception {
    PublicSurface.assertCommitted(Page.ROOT.resolve("core/surface.txt"), VideoTasks.class);
  }
}
