package io.videotask.benchmarks.start;

/** Prints a greeting, as a baseline. */
public final class HelloWorld {
  private HelloWorld() {}

  /** Ignores its arguments. */
  public static void main(String[] words) {
    System.out.println("hello world");
  }
}
