package dev.taproot.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the command line starts. */
@Command(
    name = "taproot",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    header = "Explains a CNN's decision layer by layer, as a tree of evidence.",
    description =
        "Each command has a --help of its own. The exit code is 1 where an image or a network cannot"
            + " be used, and 2 where the command line is wrong.",
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
    Terminal terminal =
        new Terminal(
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            Boolean.getBoolean("taproot.terminal"));
    System.exit(run(terminal, args));
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
            .addSubcommand(new Layers(terminal))
            .addSubcommand(new Samples(terminal))
            .registerConverter(Integer.class, Numbers::wholeNumber)
            .registerConverter(int.class, Numbers::wholeNumber)
            .registerConverter(Double.class, Numbers::number)
            .setOut(terminal.outWriter())
            .setErr(terminal.errWriter())
            .setParameterExceptionHandler(faults::onUsage)
            .setExecutionExceptionHandler(faults::onExecution);
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

  private static PrintStream stream(FileDescriptor descriptor) {
    String charset =
        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
    return new PrintStream(new FileOutputStream(descriptor), true, Charset.forName(charset));
  }
}
