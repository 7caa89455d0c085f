package io.videotask.it;

import io.videotask.VideoTasks;
import io.videotask.it.pages.Page;
import org.junit.jupiter.api.Test;

/**
 * What users of core can call is a committed list: each change of it is seen and meant. Run with
 * {@code -Dsurface.update=true} to write it anew.
 */
class CoreSurfaceTest {
  @Test
  void isTheCommittedList() throws Exception {
    PublicSurface.assertCommitted(Page.ROOT.resolve("core/surface.txt"), VideoTasks.class);
  }
}
