package io.videotask.benchmarks.start;

/** Nothing at all. */
public final class HelloWorld {
  private HelloWorld() {}

  /** Takes no notice of its arguments. */
  public static void main(String[] words) {
    System.out.println("hello world");
  }
}
