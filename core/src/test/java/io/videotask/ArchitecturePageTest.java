package io.videotask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pictures of the architecture page are what the code says. */
class ArchitecturePageTest {
  private static final Path ROOT = Path.of(System.getProperty("videotask.root")).normalize();
  private static final Path PAGE = ROOT.resolve("docs/architecture.md");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "<dependency>\\s*<groupId>io\\.videotask</groupId>\\s*<artifactId>videotask-([a-z-]+)"
              + "</artifactId>(.*?)</dependency>",
          Pattern.DOTALL);

  @Test
  void thePicturesAreUpToDate() throws Exception {
    String page = Files.readString(PAGE);
    String drawn = draw(draw(page, "modules", modules()), "packages", packages());
    if (Boolean.getBoolean("surface.update")) {
      Files.writeString(PAGE, drawn);
      return;
    }
    assertEquals(page, drawn, "a picture is out of date: run this test with -Dsurface.update=true");
  }

  private static String draw(String page, String name, Set<String> lines) {
    assertTrue(lines.size() > 5, "there is something to draw");
    String begin = "<!-- " + name + " -->\n";
    int from = page.indexOf(begin) + begin.length();
    return page.substring(0, from)
        + "```mermaid\nflowchart TD\n"
        + String.join("\n", lines)
        + "\n```\n"
        + page.substring(page.indexOf("<!-- end -->", from));
  }

  private static Set<String> modules() throws IOException {
    Set<String> arrows = new TreeSet<>();
    Matcher modules =
        Pattern.compile("<module>(.*?)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));
    while (modules.find()) {
      String module = modules.group(1);
      String pom = Files.readString(ROOT.resolve(module).resolve("pom.xml"));
      Matcher dependency = DEPENDENCY.matcher(pom);
      while (!module.equals("bom") && dependency.find()) {
        boolean forTests = dependency.group(2).contains("<scope>test</scope>");
        boolean forTheBuild = pom.lastIndexOf("<plugins>", dependency.start()) >= 0;
        String arrow = forTests || forTheBuild ? " -.-> " : " --> ";
        arrows.add("  " + module + arrow + dependency.group(1));
      }
    }
    arrows.add("  generated-client -.-> specs[(specs)]");
    return arrows;
  }

  private static Set<String> packages() {
    Set<String> arrows = new TreeSet<>();
    for (JavaClass type : MainClasses.ALL) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String from = shown(type.getPackageName());
        String to = shown(dependency.getTargetClass().getPackageName());
        if (!to.isEmpty() && !from.equals(to) && !from.equals("generated")) {
          arrows.add("  " + from + " --> " + to);
        }
      }
    }
    return arrows;
  }

  private static String shown(String packageName) {
    if (!packageName.startsWith("io.videotask")) {
      return "";
    }
    String rest = packageName.substring("io.videotask".length()).replaceFirst("^\\.", "");
    if (rest.isEmpty()) {
      return "VideoTasks[\"io.videotask: VideoTasks and its builder\"]";
    }
    return rest.startsWith("generated") ? "generated" : rest;
  }
}
