package io.videotask.codegen;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.enforcer.rule.api.AbstractEnforcerRule;
import org.apache.maven.enforcer.rule.api.EnforcerRuleException;
import org.jspecify.annotations.Nullable;

/**
 * A rule for the maven-enforcer-plugin: every document that will be generated is there and can be
 * read. The generator's own parser says this too, in a hundred lines of stack traces and without
 * the place.
 */
public final class ReadableSpecs extends AbstractEnforcerRule {
  private @Nullable String specs;
  private @Nullable File pom;

  /** Made by the plugin, which then sets the fields. */
  public ReadableSpecs() {}

  /** The folder that holds a folder for each document; a text, since Maven makes files absolute. */
  public void setSpecs(String folder) {
    this.specs = folder;
  }

  /** The POM with the executions that generate. */
  public void setPom(File file) {
    this.pom = file;
  }

  @Override
  public void execute() throws EnforcerRuleException {
    if (specs == null || pom == null) {
      throw new EnforcerRuleException("readableSpecs needs <specs> and <pom>");
    }
    List<String> problems = problems(Path.of(specs).normalize(), pom.toPath());
    if (!problems.isEmpty()) {
      throw new EnforcerRuleException(String.join("\n", problems));
    }
  }

  static List<String> problems(Path specs, Path pom) {
    if (!specs.isAbsolute()) {
      return List.of(
          "videotask.specs is "
              + specs
              + ", and each module would look for that beside itself. Give the whole path, such as"
              + " -Dvideotask.specs=\"$PWD/"
              + specs
              + "\"");
    }
    if (!Files.isDirectory(specs)) {
      return List.of(specs + ": there is no such folder. Correct -Dvideotask.specs");
    }
    List<String> problems = new ArrayList<>();
    for (String name : GeneratorExecutions.in(pom)) {
      Path document = specs.resolve(name).resolve("openapi.yaml");
      if (!Files.exists(document)) {
        problems.add(gone(document, name, pom));
        continue;
      }
      try {
        problems.addAll(new DocumentCheck(document).problems(Files.readString(document)));
      } catch (IOException e) {
        problems.add(document + ": cannot be read: " + e.getMessage() + ". Save it as UTF-8");
      }
    }
    return problems;
  }

  private static String gone(Path document, String name, Path pom) {
    return document
        + ": is not there, and "
        + pom
        + " generates from it. Bring it back, or remove its <execution>, config/"
        + name
        + ".yaml and contract/"
        + name
        + ".txt there, and the adapter in core that uses it";
  }
}
