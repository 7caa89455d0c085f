/** Only what it uses itself; what core uses comes along. */
module com.example.shop {
  requires io.videotask.core;
}
