package dev.taproot.network.torchscript;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.taproot.input.InvalidInputException;
import dev.taproot.parallel.Cores;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** DJL's PyTorch engine, started the way that an explanation needs it. */
public final class PyTorch {
  private static final String ENGINE = "PyTorch";

  private PyTorch() {}

  private interface C extends Library {
    int setenv(String name, String value, int overwrite);
  }

  /** The one start of this process, on a thread of its own, begun by whoever needs it first. */
  private static final class Started {
    static final CompletableFuture<Engine> ENGINE_ONCE = new CompletableFuture<>();

    static {
      Thread starting = new Thread(Started::start, "taproot-engine");
      starting.setDaemon(true);
      // In a notebook the thread's own loader need not know DJL, which looks there for its engines.
      starting.setContextClassLoader(PyTorch.class.getClassLoader());
      starting.start();
      waitBeforeExit(starting);
    }

    private Started() {}

    private static void start() {
      try {
        letIdleThreadsSleep();
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.pytorch.graph_optimizer", "false");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        ENGINE_ONCE.complete(Engine.getEngine(ENGINE));
      } catch (RuntimeException | Error e) {
        ENGINE_ONCE.completeExceptionally(e);
      }
    }

    /** What libtorch sets up while it loads must not be torn down at the same time. */
    private static void waitBeforeExit(Thread starting) {
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> join(starting)));
      } catch (IllegalStateException e) {
        // The process is ending already.
      }
    }

    private static void join(Thread starting) {
      try {
        starting.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /**
     * OpenMP's threads spin while they wait, so a neighbour on the same core makes every layer wait
     * for a time slice. The policy is read when libgomp loads: it has to be in the environment
     * before DJL loads its natives.
     */
    private static void letIdleThreadsSleep() {
      if (System.getenv("OMP_WAIT_POLICY") == null && !Platform.isWindows()) {
        Native.load("c", C.class).setenv("OMP_WAIT_POLICY", "passive", 0);
      }
    }

    private static void setUnlessSet(String property, String value) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, value);
      }
    }
  }

  /** How many threads PyTorch uses unless it is told otherwise. */
  private static final class Threads {
    static final int USUAL = JniUtils.getNumThreads();

    private Threads() {}
  }

  private static Engine engine() {
    try {
      return Started.ENGINE_ONCE.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      if (e.getCause() instanceof Error reason) {
        throw reason;
      }
      throw e;
    }
  }

  /**
   * Returns the device to compute on.
   *
   * @param name {@code cpu}, {@code gpu}, {@code gpu1}, …; empty for a GPU if there is one, else
   *     the CPU
   * @return the device
   * @throws InvalidInputException if there is no such device
   */
  static Device device(String name) {
    return device(name, engine().getGpuCount());
  }

  static Device device(String name, int gpus) {
    if (name.isEmpty()) {
      return gpus > 0 ? Device.gpu() : Device.cpu();
    }
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    if (!name.matches("gpu\\d{0,3}")) {
      throw new InvalidInputException(
          "No device is called \"%s\"; cpu, gpu or gpu0 would be right.".formatted(name));
    }
    int number = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(3));
    if (number >= gpus) {
      throw new InvalidInputException(
          "There is no device \"%s\": PyTorch sees %s here; cpu would be right."
              .formatted(name, gpus == 0 ? "no GPU" : gpus == 1 ? "1 GPU" : gpus + " GPUs"));
    }
    return Device.gpu(number);
  }

  /** Begins to start the engine, so that it is there sooner when it is needed; returns at once. */
  public static void begin() {
    Started.ENGINE_ONCE.isDone();
  }

  /** Starts the engine unless it runs already; nothing is downloaded from then on. */
  public static void start() {
    version();
  }

  /** Returns the engine's version, {@code 2.7.1}. */
  public static String version() {
    return engine().getVersion();
  }

  /** Returns DJL's version, {@code 0.36.0}. */
  public static String djlVersion() {
    return Engine.getDjlVersion();
  }

  static PtNDManager manager(Device device) {
    NDManager manager = engine().newBaseManager(device);
    return (PtNDManager) manager;
  }

  /**
   * Runs something with gradients recorded or not; this switch and the others belong to the thread.
   *
   * @param spread whether each operation may be spread over all cores, unless this thread is one of
   *     several workers
   */
  static <T> T withGradients(boolean recorded, boolean spread, Supplier<T> work) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setNumThreads(spread && !Cores.onWorker() ? Threads.USUAL : 1);
    JniUtils.setGradMode(recorded);
    JniUtils.setGraphExecutorOptimize(Boolean.getBoolean("ai.djl.pytorch.graph_optimizer"));
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
