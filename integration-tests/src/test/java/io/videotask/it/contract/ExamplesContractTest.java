package io.videotask.it.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.videotask.gateway.Dialect;
import io.videotask.it.Example;
import io.videotask.testkit.contract.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesContractTest {
  @Test
  void compare() throws IOException {
    int n = 0, both = 0, clean = 0;
    List<String> out = new ArrayList<>();
    for (Example e : Example.all().filter(x -> x.body().toString().endsWith(".json")).toList()) {
      Dialect d = Dialect.named(e.gateway()).orElseThrow();
      String body = new String(e.bytes(), StandardCharsets.UTF_8);
      var ours = Contract.of(d).answer("query", e.status(), e.bytes());
      var theirs = SpecValidator.of(d).wrong(d.paths().get("query"), e.status(), body);
      n++;
      if (ours.isClean() && theirs.isEmpty()) clean++;
      else if (!ours.isClean() && !theirs.isEmpty()) { both++; out.add("BOTH " + e + " " + ours.drifts()); }
      else out.add("DIFF " + e + "\n   ours " + ours.drifts() + "\n   theirs " + theirs);
    }
    System.out.println(n + " " + clean + " clean, " + both + " both");
    java.nio.file.Files.write(java.nio.file.Path.of("/tmp/cmp-" + System.getProperty("addl", "ERROR") + ".txt"), out);
  }
}
