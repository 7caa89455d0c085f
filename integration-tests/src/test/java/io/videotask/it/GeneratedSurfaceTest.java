package io.videotask.it;

import io.videotask.generated.newapi.TaskObject;
import io.videotask.generated.runtime.RawJson;
import io.videotask.it.pages.Page;
import org.junit.jupiter.api.Test;

/**
 * The public APIs of the generated client and of its runtime are committed listings, so that a
 * changed spec or template shows in a diff. Run with {@code -Dsurface.update=true} to update them.
 */
class GeneratedSurfaceTest {
  @Test
  void isTheCommittedListing() throws Exception {
    PublicSurface.assertCommitted(
        Page.ROOT.resolve("generated-client/surface.txt"), TaskObject.class);
  }

  @Test
  void theRuntimesApiIsTheCommittedListing() throws Exception {
    PublicSurface.assertCommitted(
        Page.ROOT.resolve("generated-runtime/surface.txt"), RawJson.class);
  }
}
