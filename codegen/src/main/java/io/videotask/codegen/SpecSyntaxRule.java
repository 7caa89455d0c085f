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
 * A rule for the maven-enforcer-plugin: every document that the build generates code from exists
 * and is valid. The generator's own parser reports such errors too, but in long stack traces and
 * without line numbers.
 */
public final class SpecSyntaxRule extends AbstractEnforcerRule {
  private @Nullable String specs;
  private @Nullable File pom;

  /** Called by the plugin, which then sets the fields. */
  public SpecSyntaxRule() {}

  /**
   * Sets the parent folder of the documents' folders; a String, since Maven makes files absolute.
   */
  public void setSpecs(String folder) {
    this.specs = folder;
  }

  /** Sets the POM with the generator's executions. */
  public void setPom(File file) {
    this.pom = file;
  }

  @Override
  public void execute() throws EnforcerRuleException {
    if (specs == null || pom == null) {
      throw new EnforcerRuleException("specSyntaxRule needs <specs> and <pom>");
    }
    List<String> problems = findProblems(Path.of(specs).normalize(), pom.toPath());
    if (!problems.isEmpty()) {
      throw new EnforcerRuleException(String.join("\n", problems));
    }
  }

  static List<String> findProblems(Path specs, Path pom) {
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
        problems.add(missingDocument(document, name, pom));
        continue;
      }
      try {
        problems.addAll(new SpecSyntaxCheck(document).problems(Files.readString(document)));
      } catch (IOException e) {
        problems.add(document + ": cannot be read: " + e.getMessage() + ". Save it as UTF-8");
      }
    }
    return problems;
  }

  private static String missingDocument(Path document, String name, Path pom) {
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
