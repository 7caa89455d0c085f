package io.videotask.internal.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the values of a generated record's fields, and what is nested in them. */
interface FieldValues {
  /** Returns the text of free-form JSON; null for anything else. */
  @Nullable String raw(@Nullable Object value);

  /** Returns the string in free-form JSON; null for anything else. */
  @Nullable String string(@Nullable Object value);

  /** Returns a field's value; for a generated open enum the text or number that was received. */
  @Nullable Object sent(@Nullable Object value);

  /**
   * Reads the level in a free-form field: an object, or a text that holds one. Returns null for
   * anything else.
   */
  @Nullable AnswerNode nested(@Nullable String raw, Position at);

  /** Returns the level of a nested record. */
  AnswerNode levelOf(Object value, Position at);

  /** Returns the levels in a free-form field that holds a list. */
  List<AnswerNode> rows(@Nullable String raw, Position at);

  /** Adds the reason in an error object, or in a text in its place. */
  void addError(@Nullable Object value, List<AnswerNode.Reason> reasons);

  /** Reads a field that holds one video or a list of videos: URLs, or objects with a URL. */
  List<AnswerNode.Found> videos(@Nullable Object value);

  /** Reads such a field from free-form JSON. */
  List<AnswerNode.Found> videosInJson(@Nullable String raw);
}
