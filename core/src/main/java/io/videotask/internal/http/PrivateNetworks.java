package io.videotask.internal.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Recognises private and other non-public addresses, to which a URL from a server must not lead
 * (SSRF).
 */
final class PrivateNetworks {
  /** IPv4 networks as the first two bytes of the prefix and its length in bits. */
  private static final int[][] V4_NETWORKS = {
    {0, 0, 8}, // "this network", includes the unspecified address
    {10, 0, 8},
    {100, 64, 10}, // shared address space (carrier-grade NAT)
    {127, 0, 8},
    {169, 254, 16}, // link-local, includes cloud metadata services
    {172, 16, 12},
    {192, 168, 16},
    {198, 18, 15}, // benchmarking
    {224, 0, 3}, // multicast, reserved, broadcast
  };

  private PrivateNetworks() {}

  static boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return containsV4(bytes);
    }
    if (address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (bytes[0] & 0xfe) == 0xfc) {
      return true;
    }
    byte[] embedded = embeddedV4(bytes);
    return embedded != null && containsV4(embedded);
  }

  /** Returns the IPv4 address embedded in an IPv6 transition address; null for none. */
  private static byte @Nullable [] embeddedV4(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    if (first == 0x2002) {
      return Arrays.copyOfRange(bytes, 2, 6);
    }
    if (first == 0x2001 && second == 0) {
      // Teredo: the client's address is obfuscated, so treat it as private.
      return new byte[4];
    }
    if (first == 0x64 && second == 0xff9b) {
      return bytes[4] == 0 && bytes[5] == 0 ? Arrays.copyOfRange(bytes, 12, 16) : new byte[4];
    }
    // Mapped, compatible, unspecified and loopback addresses all begin with ten zero bytes.
    boolean zeros = Arrays.equals(Arrays.copyOf(bytes, 10), new byte[10]);
    return zeros ? Arrays.copyOfRange(bytes, 12, 16) : null;
  }

  private static boolean containsV4(byte[] bytes) {
    int address = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16;
    boolean protocolAssignments = address >>> 16 == 0xc000 && bytes[2] == 0;
    for (int[] network : V4_NETWORKS) {
      int prefix = network[0] << 24 | network[1] << 16;
      if ((address ^ prefix) >>> (32 - network[2]) == 0) {
        return true;
      }
    }
    return protocolAssignments;
  }

  /**
   * Parses a URL's host as an IP literal; null if it is a name.
   *
   * @throws PrivateAddressException for a non-canonical literal ({@code 127.1}, {@code
   *     0x7f000001}), which parsers interpret differently
   */
  static @Nullable InetAddress literal(String host) throws PrivateAddressException {
    boolean canonical = host.matches("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    String lastLabel = host.substring(host.lastIndexOf('.') + 1);
    if (!canonical && host.indexOf(':') < 0) {
      if (host.endsWith(".") || lastLabel.matches("(?i)[0-9]+|0x[0-9a-f]*")) {
        throw new PrivateAddressException(host, "its host is spelled in an unusual way");
      }
      return null;
    }
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new PrivateAddressException(host, "its host is no address");
    }
  }
}
