package io.videotask.spring;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides keys and secrets in actuator, also where its endpoints are configured to show values: by
 * the names of their properties, in any spelling, and by their values, which another property may
 * hold too.
 */
final class SecretSanitizer implements SanitizingFunction {
  private static final Pattern NAME =
      Pattern.compile("videotask.*(apikey|accesskey|secretkey|secrets?[0-9]*)");

  private final Supplier<Set<String>> secrets;

  SecretSanitizer(Supplier<Set<String>> secrets) {
    this.secrets = secrets;
  }

  @Override
  public SanitizableData apply(SanitizableData data) {
    Object value = data.getValue();
    if (value == null) {
      return data;
    }
    String name = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String text = value.toString();
    return NAME.matcher(name).matches() || secrets.get().stream().anyMatch(text::contains)
        ? data.withSanitizedValue()
        : data;
  }
}
