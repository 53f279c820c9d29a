package dev.taproot.cli;

import dev.taproot.input.Reasons;
import dev.taproot.network.Network;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the command line starts. */
@Command(
    name = "taproot",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    header = "Explains a CNN's decision layer by layer, as a tree of evidence.",
    description = {
      "Each command has a --help of its own. The exit code is 1 where something that was handed in"
          + " cannot be used, 2 where the command line is wrong, and 70 where the program fails.",
      "",
      "What can be made again is kept in ~/.cache/taproot, or in the folder that TAPROOT_CACHE_DIR"
          + " names."
    },
    footer = {
      "  taproot classify chelsea",
      "  taproot explain chelsea",
      "  taproot explain dog.jpg --target beagle --against basset --report dog.html"
    },
    synopsisHeading = "%nUsage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    synopsisSubcommandLabel = "COMMAND",
    abbreviateSynopsis = true,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class Main {
  private static final Set<String> ASKING =
      Set.of("explain", "classify", "evaluate", "layers", "serve");
  private static final Set<String> HELPING = Set.of("-h", "--help", "-V", "--version");

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error arose.")
  private boolean stacktrace;

  private Main() {}

  /**
   * Runs the command line and ends the process.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    if (asksNetwork(List.of(args))) {
      Network.warmUp();
    }
    Watched out = new Watched(new FileOutputStream(FileDescriptor.out));
    Terminal terminal =
        new Terminal(
            stream(out),
            stream(new FileOutputStream(FileDescriptor.err)),
            Boolean.getBoolean("taproot.terminal"));
    int code = run(terminal, args);
    IOException fault = out.fault();
    if (fault != null && !"Broken pipe".equals(fault.getMessage())) {
      terminal.complain(
          "The answer could not be printed (%s); a standard output that takes it would be right."
              .formatted(Reasons.of(fault)));
      code = Math.max(code, ExitCode.INVALID_INPUT);
    }
    System.exit(code);
  }

  /**
   * Runs the command line.
   *
   * @param args the command and its arguments
   * @param out where the answer goes
   * @param err where sentences about faults go
   * @return the exit code, see {@link ExitCode}
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(new Terminal(out, err, false), args);
  }

  static int run(Terminal terminal, String... args) {
    Main main = new Main();
    Faults faults = new Faults(terminal, () -> main.stacktrace);
    CommandLine commands =
        new CommandLine(main)
            .addSubcommand(new Explain(terminal))
            .addSubcommand(new Classify(terminal))
            .addSubcommand(new Evaluate(terminal))
            .addSubcommand(new Layers(terminal))
            .addSubcommand(new Samples(terminal))
            .addSubcommand(new Serve(terminal))
            .addSubcommand(new Lab())
            .addSubcommand(new HelpCommand())
            .registerConverter(Integer.class, Numbers::wholeNumber)
            .registerConverter(int.class, Numbers::wholeNumber)
            .registerConverter(Double.class, Numbers::number)
            .setOut(terminal.outWriter())
            .setErr(terminal.errWriter())
            .setExpandAtFiles(false)
            .setParameterExceptionHandler(faults::onUsage)
            .setExecutionExceptionHandler(faults::onExecution);
    if ("dumb".equals(System.getenv("TERM"))) {
      commands.setColorScheme(Help.defaultColorScheme(Ansi.OFF));
    }
    try {
      if (args.length == 0) {
        commands.usage(terminal.errWriter());
        return ExitCode.USAGE;
      }
      return commands.execute(args);
    } catch (Error e) {
      return faults.unexpected(e);
    }
  }

  /** Tells whether a network will be needed, as far as that shows before the options are read. */
  private static boolean asksNetwork(List<String> args) {
    return !args.isEmpty()
        && ASKING.contains(args.get(0))
        && args.stream().noneMatch(HELPING::contains);
  }

  private static PrintStream stream(OutputStream bytes) {
    String charset =
        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
    return new PrintStream(bytes, true, Charset.forName(charset));
  }

  /** An output that remembers what went wrong: a {@link PrintStream} keeps it to itself. */
  private static final class Watched extends FilterOutputStream {
    private @Nullable IOException first;

    Watched(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        out.write(bytes, from, length);
      } catch (IOException e) {
        first = first == null ? e : first;
        throw e;
      }
    }

    @Nullable IOException fault() {
      return first;
    }
  }
}
