package io.videotask.it;

import io.videotask.generated.newapi.TaskObject;
import org.junit.jupiter.api.Test;

/**
 * The public surface of the generated client is a committed list, so that a changed spec or
 * template shows in its diff. Run with {@code -Dsurface.update=true} to write it anew.
 */
class GeneratedSurfaceTest {
  @Test
  void isTheCommittedList() throws Exception {
    PublicSurface.assertCommitted(
        Example.SPECS.resolveSibling("generated-client/surface.txt"), TaskObject.class);
  }
}
