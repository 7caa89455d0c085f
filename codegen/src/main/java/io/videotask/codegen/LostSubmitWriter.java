package io.videotask.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes how the task of a submit without an answer is found. */
final class LostSubmitWriter {
  private static final String CLIENT_ID = "$clientId";

  private final JavaLines java;
  private final SchemaPaths paths;
  private final String task;

  /**
   * @param task the schema of the answer about a task, which rows of a list share
   */
  LostSubmitWriter(JavaLines java, SchemaPaths paths, String task) {
    this.java = java;
    this.paths = paths;
    this.task = task;
  }

  /**
   * @param section the section {@code lostSubmit}; null for none
   * @param mapping the whole mapping, whose variants may submit in other ways
   */
  void write(
      @Nullable MappingNode section, Map<String, MappingNode> operations, MappingNode mapping) {
    MappingNode find = operations.get("find");
    if (section == null) {
      if (find != null) {
        find.error(
            "`find` is not used without `lostSubmit`",
            "add `lostSubmit: {clientId: PATH}`, where an answer has the client's own id");
      }
      return;
    }
    Map<String, MappingNode> keys = section.entries("lostSubmit");
    MappingNode clientId = keys.get("clientId");
    boolean sent = mapping.textOfAll().contains(CLIENT_ID);
    if (clientId != null && !sent) {
      clientId.error(
          "no submit sends " + CLIENT_ID,
          "write it as the value of a field in the body of `submit`, or remove `clientId`");
    }
    if (find != null && clientId == null) {
      section.error(
          "`find` asks by the client's own id, and `clientId` does not say where answers have it",
          "add `clientId: PATH`");
    }
    if (find == null && !operations.containsKey("list")) {
      section.error(
          "there is neither `find` nor `list` to look for a task with",
          "add one of them to `operations`, or remove `lostSubmit`");
    }
    String lag = Seconds.of(keys.get("lag"), 5, "300s", java);
    String type = java.type(JavaNames.spi("LostSubmitFields"));
    java.override(
            "public @"
                + java.type("org.jspecify.annotations.Nullable")
                + " "
                + type
                + " lostSubmits()")
        .add("return new " + type + "(")
        .add("    " + list(clientId) + ",")
        .add("    " + list(keys.get("prompt")) + ",")
        .add("    " + list(keys.get("model")) + ",")
        .add("    " + (lag == null ? "null" : lag) + ");")
        .end();
  }

  private String list(@Nullable MappingNode node) {
    List<String> found = new ArrayList<>();
    if (node != null) {
      for (MappingNode path : node.list()) {
        paths.resolve(task, path.text(), path);
        found.add(path.text());
      }
    }
    return java.type("java.util.List") + ".of(" + JavaText.literals(found) + ")";
  }
}
