package dev.taproot.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.google.gson.JsonObject;
import dev.taproot.Explanation;
import dev.taproot.Taproot;
import dev.taproot.image.Photograph;
import dev.taproot.input.InvalidInputException;
import dev.taproot.network.Network;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;

/**
 * A web site on which one network is asked why: a person drops a photograph, sees what the network
 * thinks, and asks node by node.
 *
 * <pre>{@code
 * try (Site site = Site.start("localhost", 8181, Network.embedded())) {
 *   String id = site.add(Taproot.image("chelsea"));
 *   System.out.println(site.address() + "?photograph=" + id);
 *   ...
 * }
 * }</pre>
 *
 * <p>Photographs stay in memory. What is kept is bounded: their files by an eighth of Java's
 * memory, their pixels by a quarter, and recordings, which are native memory, by a gigabyte as
 * estimated, from 4 to 32 of them. Answers that were given stay as long as there is room. What was
 * used longest ago goes first; what is still wanted is made again.
 *
 * <p>An open site does not keep a program from ending.
 */
public final class Site implements AutoCloseable {
  /** How much is worked on at a time; each piece of work is spread over the cores besides. */
  static final int WORKERS = 2;

  /** Nobody waits for long because somebody asks for very much. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Those that wait for an answer hold a thread each. */
  private static final int THREADS = FairQueue.MOST + 144;

  private static final int STOP_MS = 2000;
  private static final int IDLE_MS = 60_000;
  private static final long RECORDINGS_BYTES = 1L << 30;
  private static final int FEWEST_RECORDINGS = 4;
  private static final int MOST_RECORDINGS = 32;
  private static final int MOST_QUESTIONS = 64;

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'self' http://localhost:* http://127.0.0.1:*";

  private final Network network;
  private final String host;
  private final long recordingBytes;
  private final int mostRecordings;
  private final Photographs photographs;
  private final Inquiries inquiries;
  private final FairQueue queue;
  private final Routes routes;
  private final Server server;

  private Site(String host, int port, Network network, boolean proxied, Consumer<String> lines) {
    this.network = network;
    this.host = host;
    this.recordingBytes = recordingBytes(network);
    this.mostRecordings =
        (int)
            Math.max(
                FEWEST_RECORDINGS, Math.min(MOST_RECORDINGS, RECORDINGS_BYTES / recordingBytes));
    this.inquiries = new Inquiries(mostRecordings, MOST_QUESTIONS);
    long memory = Runtime.getRuntime().maxMemory();
    this.photographs = new Photographs(memory / 8, memory / 4, inquiries::forget);
    RequestLog log = new RequestLog(lines);
    Answers answers = new Answers(network, photographs, inquiries);
    this.queue = new FairQueue(WORKERS, LIMIT);
    this.routes =
        new Routes(
            photographs, answers, queue, log, this::health, proxied ? Set.of() : names(host));
    Javalin answering =
        Javalin.create(
            config -> {
              config.startup.showOldJavalinVersionWarning = false;
              config.http.prefer405over404 = true;
              config.http.defaultContentType = "application/json";
              config.http.compressionStrategy = CompressionStrategy.NONE;
              config.requestLogger.http(routes::log);
              routes.addTo(config.routes);
            });
    this.server = server(host, port, new ServletHolder(answering.javalinServlet()));
    server.setErrorHandler(new Unreadable(log));
    try {
      server.start();
    } catch (Exception e) {
      stop(server);
      queue.close();
      if (!(e instanceof IOException)) {
        throw new IllegalStateException("the site's server does not start", e);
      }
      throw new InvalidInputException(
          "Port %d of %s cannot be listened at, because another program does or this one may not; another port would be right, or 0 for one that is free."
              .formatted(port, host),
          e);
    }
  }

  /** Javalin's own server would print advice about logging where the library is used. */
  private static Server server(String host, int port, ServletHolder servlet) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 8, IDLE_MS);
    threads.setDaemon(true);
    Server server = new Server(threads, new ScheduledExecutorScheduler("taproot-site", true), null);
    HttpConfiguration http = new HttpConfiguration();
    http.setUriCompliance(UriCompliance.RFC3986);
    http.setSendServerVersion(false);
    http.addCustomizer(Site::withHeaders);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    // Javalin's servlet asks for it, though nothing here uses it.
    JettyWebSocketServletContainerInitializer.configure(context, null);
    context.addServlet(servlet, "/*");
    server.setHandler(new GracefulHandler(context));
    server.setStopTimeout(STOP_MS);
    return server;
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the site's server does not stop", e);
    }
  }

  /**
   * Opens a site, which answers until it is closed.
   *
   * @param host the name or address that it is reached by: {@code localhost} for this machine
   *     alone, {@code 0.0.0.0} for all that reach this machine
   * @param port where it listens, 0 to 65535; 0 for one that is free
   * @param network who is asked; stays the caller's to close, after the site
   * @return the open site
   * @throws InvalidInputException if the port is taken, the host is not this machine, or the
   *     network is no CNN
   */
  public static Site start(String host, int port, Network network) {
    return start(host, port, network, false, line -> {});
  }

  /**
   * Opens a site, which answers until it is closed, and says so.
   *
   * @param host as above
   * @param port as above
   * @param network as above
   * @param proxied whether a proxy stands before the site, which is then asked by other names than
   *     this machine's
   * @param log is given a line for each request: one JSON object, without names or contents of
   *     photographs
   * @return the open site
   * @throws InvalidInputException as above
   */
  public static Site start(
      String host, int port, Network network, boolean proxied, Consumer<String> log) {
    if (port < 0 || port > 65535) {
      throw new InvalidInputException(
          "A site listens at a port, given %d; a number from 0 to 65535 would be right, 0 for one that is free."
              .formatted(port));
    }
    checkIsHere(host);
    return new Site(host, port, network, proxied, log);
  }

  /**
   * Hands in a photograph, so that it can be asked about without being uploaded. It is held until
   * the site is closed.
   *
   * @param photograph the photograph
   * @return its id: the site's address with {@code ?photograph=} and the id opens it
   */
  public String add(Photograph photograph) {
    return photographs.add(photograph);
  }

  /**
   * Hands in an explanation's photograph, and says where the explanation goes on: on the page, with
   * the same nodes open, as far as there are at most 64 of them.
   *
   * @param why the explanation
   * @return the address to open in a browser on this machine, or to show in a frame
   * @throws InvalidInputException if it is of another network, or its question is one that the page
   *     does not ask: of chosen layers, by integrated gradients, with biases
   */
  public URI address(Explanation why) {
    if (why.question().asked() != network) {
      throw new InvalidInputException(
          "The explanation is of %s, but this site asks %s; one that was given by the same network would be right."
              .formatted(why.provenance().network(), network.name()));
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    Photograph photograph = why.question().photograph();
    Question question = Question.of(why.question());
    parameters.put("photograph", add(photograph));
    parameters.put("name", photograph.name());
    parameters.putAll(question.parameters());
    List<Node> open = Node.open(why.root());
    if (!open.isEmpty()) {
      parameters.put(
          "open",
          open.stream().limit(Question.MOST_OPEN).map(Node::toString).collect(joining(",")));
    }
    return address()
        .resolve(
            parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(joining("&", "?", "")));
  }

  FairQueue queue() {
    return queue;
  }

  Routes routes() {
    return routes;
  }

  /** Returns the port that the site listens at. */
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** Returns the address to open in a browser on this machine. */
  public URI address() {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port() + "/");
  }

  /** Returns the network that is asked. */
  public Network network() {
    return network;
  }

  /**
   * Stops listening and frees the recordings. What is being worked on comes to its end within five
   * seconds, or is interrupted; what waits is turned away. Closing twice does nothing.
   */
  @Override
  public void close() {
    queue.close();
    stop(server);
    inquiries.close();
  }

  private JsonObject health() {
    JsonObject memory = new JsonObject();
    memory.addProperty("used", photographs.bytes() + inquiries.recordings() * recordingBytes);
    memory.addProperty("bound", photographs.mostBytes() + mostRecordings * recordingBytes);
    JsonObject json = new JsonObject();
    json.addProperty("status", "up");
    json.addProperty("version", Taproot.version());
    json.addProperty("network", network.name());
    json.addProperty("photographs", photographs.size());
    json.addProperty("recordings", inquiries.recordings());
    json.addProperty("waiting", queue.waiting());
    json.add("memory", memory);
    return json;
  }

  /** The names by which a site for this machine alone is asked; none for one that others reach. */
  private static Set<String> names(String host) {
    boolean alone;
    try {
      alone = InetAddress.getByName(host).isLoopbackAddress();
    } catch (IOException e) {
      alone = false;
    }
    return alone
        ? Stream.of("localhost", "127.0.0.1", "[::1]", host).collect(toUnmodifiableSet())
        : Set.of();
  }

  /** What a recording takes about: a quarter of what the outputs of all layers would. */
  private static long recordingBytes(Network network) {
    return network.layers().stream()
        .mapToLong(layer -> (long) layer.channels() * layer.height() * layer.width())
        .sum();
  }

  private static void checkIsHere(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null) {
        return;
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new InvalidInputException(
        "\"%s\" is no name or address of this machine; localhost would be right, or 0.0.0.0 for all that reach it."
            .formatted(host));
  }

  private static Request withHeaders(Request request, HttpFields.Mutable headers) {
    addHeaders(headers);
    return request;
  }

  /** Adds what every answer says: nothing is loaded from elsewhere, and nothing kept. */
  static void addHeaders(HttpFields.Mutable headers) {
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cache-Control", "no-store");
  }
}
