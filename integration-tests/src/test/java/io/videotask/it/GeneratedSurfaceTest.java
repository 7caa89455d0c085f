package io.videotask.it;

import io.videotask.generated.newapi.TaskObject;
import io.videotask.it.pages.Page;
import org.junit.jupiter.api.Test;

/**
 * The public surface of the generated client is a committed list, so that a changed spec or
 * template shows in its diff. Run with {@code -Dsurface.update=true} to write it anew.
 */
class GeneratedSurfaceTest {
  @Test
  void isTheCommittedList() throws Exception {
    PublicSurface.assertCommitted(
        Page.ROOT.resolve("generated-client/surface.txt"), TaskObject.class);
  }
}
