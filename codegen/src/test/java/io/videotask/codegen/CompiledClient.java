package io.videotask.codegen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.Moshi;
import io.videotask.generated.runtime.DriftListener;
import io.videotask.generated.runtime.DriftReporting;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Compiles generated sources without warnings and loads them. */
final class CompiledClient {
  private final ClassLoader loader;
  private final String packageName;
  final Moshi moshi;
  final List<String> drifts = new ArrayList<>();

  private CompiledClient(ClassLoader loader, String packageName, String factoryName)
      throws ReflectiveOperationException {
    this.loader = loader;
    this.packageName = packageName;
    this.moshi =
        new Moshi.Builder()
            .add((JsonAdapter.Factory) type(factoryName).getConstructor().newInstance())
            .build();
  }

  static CompiledClient compile(Path sources, String packageName, String factoryName)
      throws IOException, ReflectiveOperationException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(sources)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    Path classes = Files.createDirectories(sources.resolveSibling("classes"));
    StringWriter messages = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-Xlint:all",
              "-Werror",
              "-proc:none",
              "--release",
              "17",
              "-encoding",
              "UTF-8",
              "-classpath",
              System.getProperty("java.class.path"),
              "-d",
              classes.toString());
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertTrue(compiled, messages::toString);
    }
    return new CompiledClient(loaderOf(classes), packageName, factoryName);
  }

  private static ClassLoader loaderOf(Path classes) throws MalformedURLException {
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, CompiledClient.class.getClassLoader());
  }

  Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(packageName + "." + name, true, loader);
  }

  /** Reads one document and collects its schema drift in {@link #drifts}. */
  @Nullable Object read(Type type, String json) throws IOException {
    JsonReader reader = JsonReader.of(new Buffer().writeUtf8(json));
    DriftListener listener =
        (path, expected, found, kept) ->
            drifts.add(path + " " + expected + "<-" + found + " " + (kept ? "kept" : "dropped"));
    return moshi.adapter(type).fromJson(DriftReporting.attach(reader, listener));
  }

  @Nullable Object read(String type, String json) throws IOException, ReflectiveOperationException {
    return read(type(type), json);
  }

  /** Follows accessors, for example {@code data.file.fileId}. */
  static @Nullable Object at(@Nullable Object value, String path)
      throws ReflectiveOperationException {
    Object current = value;
    for (String accessor : path.split("\\.", -1)) {
      current = current == null ? null : current.getClass().getMethod(accessor).invoke(current);
    }
    return current;
  }

  String write(Object value) {
    return moshi.<Object>adapter(value.getClass()).toJson(value);
  }
}
