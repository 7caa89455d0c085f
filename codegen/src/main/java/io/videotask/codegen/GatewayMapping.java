package io.videotask.codegen;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code gateway.yaml} beside a spec, from which the gateway's adapter is generated. */
final class GatewayMapping {
  static final String FILE = "gateway.yaml";

  /** A class in a package: a service loader finds no other. */
  private static final Pattern CLASS =
      Pattern.compile("(?:[\\p{Alpha}_$][\\w$]*\\.)+[\\p{Alpha}_$][\\w$]*");

  private final Path file;
  private final String gateway;
  private final Path folder;
  private @Nullable String adapterClass;
  private @Nullable AdapterSource answers;

  /**
   * @param document the spec's file
   */
  GatewayMapping(Path document) {
    this.folder = document.toAbsolutePath().normalize().resolveSibling("");
    this.file = document.resolveSibling(FILE);
    this.gateway = String.valueOf(folder.getFileName());
  }

  /** Returns whether there is one; a spec without it is only generated as a client. */
  boolean exists() {
    return Files.isRegularFile(file);
  }

  /** Returns the gateway's name: its folder's. */
  String gateway() {
    return gateway;
  }

  /** Returns the folder and file name, which are the same on every machine. */
  String displayName() {
    return gateway + "/" + FILE;
  }

  /**
   * Returns the adapter's source.
   *
   * @param taken the classes of the package
   * @throws InvalidSpecException when the mapping has errors; it names all of them
   */
  @Nullable AdapterSource adapter(
      GatewaySpec spec, SchemaPaths paths, Set<String> taken, String factory) {
    MappingErrors errors = new MappingErrors(file.toString());
    MappingNode root = MappingNode.parse(file, errors);
    AdapterWriter writer =
        root == null ? null : new AdapterWriter(gateway, root, spec, paths, taken);
    AdapterSource source = writer == null ? null : writer.write(factory);
    MappingNode own = root == null ? null : root.entries("gateway").get("adapterClass");
    adapterClass = own == null ? null : own.text();
    if (own != null && !CLASS.matcher(own.text()).matches()) {
      own.error(
          "adapterClass: " + own.text() + " is no class with its package",
          "write it as com.example.MyAdapter, a public subclass of "
              + AdapterWriter.className(gateway)
              + " with a public constructor without parameters");
    }
    if (root != null && errors.isEmpty()) {
      root.reportUnused();
    }
    answers = writer == null ? null : writer.answers(new AnswerFolder(folder));
    errors.throwIfAny();
    return source;
  }

  /** Returns the source of the class with the answers for tests, after {@link #adapter}. */
  @Nullable AdapterSource answers() {
    return answers;
  }

  /**
   * Returns the class that a service loader creates: the adapter, or the subclass that it names.
   */
  String serviceClass(String packageName) {
    String own = adapterClass;
    return own == null ? packageName + "." + AdapterWriter.className(gateway) : own;
  }

  /** Returns what a spec without a mapping lacks, for a warning. */
  List<String> missing(Set<String> operations) {
    return exists()
        ? List.of()
        : List.of(
            gateway
                + ": there is no "
                + FILE
                + ", so this is a client and no gateway: VideoTasks, explain and the testkit can't"
                + " use it. To make it one, describe it in "
                + file
                + " (docs/gateway-mapping.md); the spec has the operations "
                + String.join(", ", operations));
  }
}
