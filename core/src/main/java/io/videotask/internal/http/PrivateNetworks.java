package io.videotask.internal.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which addresses are not out on the internet: an address from a server must not lead there. */
final class PrivateNetworks {
  /** Prefixes of IPv4, as address and number of bits. */
  private static final int[][] V4 = {
    {0, 0, 8}, // this network, the unspecified address among it
    {10, 0, 8},
    {100, 64, 10}, // a provider's own
    {127, 0, 8},
    {169, 254, 16}, // link-local, where clouds keep their secrets
    {172, 16, 12},
    {192, 168, 16},
    {198, 18, 15}, // measuring
    {224, 0, 3}, // multicast, reserved, broadcast
  };

  private PrivateNetworks() {}

  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (!(address instanceof Inet6Address)) {
      return containV4(bytes);
    }
    if (address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (bytes[0] & 0xfe) == 0xfc) {
      return true;
    }
    byte[] carried = carriedV4(bytes);
    return carried != null && containV4(carried);
  }

  /** The IPv4 address that an IPv6 address leads to by way of a translation; null for none. */
  private static byte @Nullable [] carriedV4(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int second = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    if (first == 0x2002) {
      return Arrays.copyOfRange(bytes, 2, 6);
    }
    if (first == 0x2001 && second == 0) {
      // Teredo: where it ends is hidden on purpose.
      return new byte[4];
    }
    if (first == 0x64 && second == 0xff9b) {
      return bytes[4] == 0 && bytes[5] == 0 ? Arrays.copyOfRange(bytes, 12, 16) : new byte[4];
    }
    // Mapped, compatible, unspecified and loopback addresses all begin with ten zeros.
    boolean zeros = Arrays.equals(Arrays.copyOf(bytes, 10), new byte[10]);
    return zeros ? Arrays.copyOfRange(bytes, 12, 16) : null;
  }

  private static boolean containV4(byte[] bytes) {
    int address = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16;
    boolean protocolAssignments = address >>> 16 == 0xc000 && bytes[2] == 0;
    for (int[] network : V4) {
      int prefix = network[0] << 24 | network[1] << 16;
      if ((address ^ prefix) >>> (32 - network[2]) == 0) {
        return true;
      }
    }
    return protocolAssignments;
  }

  /**
   * The address that a URL's host spells out in digits; null where it is a name.
   *
   * @throws PrivateAddressException when it is digits of an unusual spelling ({@code 127.1}, {@code
   *     0x7f000001}), which programs read in different ways
   */
  static @Nullable InetAddress literal(String host) throws PrivateAddressException {
    boolean plain = host.matches("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    String lastLabel = host.substring(host.lastIndexOf('.') + 1);
    if (!plain && host.indexOf(':') < 0) {
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
