package io.videotask.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Creates sockets that refuse to connect to private addresses. Only the socket sees the address
 * that is really used: a check of names misses IP literals, and a check before the lookup misses
 * names that resolve differently later (DNS rebinding).
 */
final class SsrfGuardSocketFactory extends SocketFactory {
  private final boolean privateAllowed;
  private final Set<SocketAddress> proxies = ConcurrentHashMap.newKeySet();

  /**
   * Creates a factory.
   *
   * @param privateAllowed whether the sockets may connect to private addresses
   */
  SsrfGuardSocketFactory(boolean privateAllowed) {
    this.privateAllowed = privateAllowed;
  }

  /** Permits connections to a proxy: the caller configured it, and most are on private networks. */
  void allowProxy(InetSocketAddress proxy) {
    proxies.add(proxy);
  }

  @Override
  public Socket createSocket() {
    return new GuardedSocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(null, 0, new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(localHost, localPort, new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(null, 0, new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(localHost, localPort, new InetSocketAddress(host, port));
  }

  private Socket connected(@Nullable InetAddress localHost, int localPort, InetSocketAddress remote)
      throws IOException {
    Socket socket = createSocket();
    try {
      if (localHost != null) {
        socket.bind(new InetSocketAddress(localHost, localPort));
      }
      socket.connect(remote);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private final class GuardedSocket extends Socket {
    private @Nullable InputStream input;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      InputStream current = input;
      if (current == null) {
        current = new ReadAhead(super.getInputStream());
        input = current;
      }
      return current;
    }

    @Override
    public void connect(SocketAddress remote) throws IOException {
      connect(remote, 0);
    }

    @Override
    public void connect(SocketAddress remote, int timeout) throws IOException {
      if (!privateAllowed
          && !proxies.contains(remote)
          && remote instanceof InetSocketAddress inet
          && (inet.getAddress() == null || PrivateNetworks.contains(inet.getAddress()))) {
        throw new PrivateAddressException(
            inet.getHostString(), "its host is on an inner network, not out on the internet");
      }
      super.connect(remote, timeout);
    }
  }
}
