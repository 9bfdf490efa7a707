package dev.skep.itest.assembly;

import aQute.bnd.build.Container;
import aQute.bnd.build.Workspace;
import aQute.bnd.osgi.Processor;
import aQute.bnd.repository.fileset.FileSetRepository;
import biz.aQute.resolve.Bndrun;
import biz.aQute.resolve.RunResolution;
import dev.skep.itest.container.Distribution;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of requirements, resolved against bundles.
 *
 * @param name of the file, without its ending
 */
public record Assembly(String name) {
  /**
   * The distribution's bundles that meet the requirements.
   *
   * @throws IllegalStateException if some requirement cannot be met; names it
   */
  public List<Path> ofDistribution() {
    try {
      Distribution distribution = Distribution.unpacked();
      return of(distribution.bundles(), distribution.home().resolve("lib/felix.jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The bundles that meet the requirements.
   *
   * @param bundles those that there are
   * @param framework the one that they will run in
   * @throws IllegalStateException if some requirement cannot be met; names it
   */
  List<Path> of(List<Path> bundles, Path framework) throws IOException {
    Path work = Files.createDirectories(Path.of("target", "assembly"));
    Path folder = Files.createTempDirectory(work, name);
    try {
      Path file = folder.resolve(name + ".bndrun");
      try (InputStream content =
          Assembly.class.getResourceAsStream("/assembly/" + name + ".bndrun")) {
        Files.copy(content, file);
      }
      List<File> files =
          Stream.concat(bundles.stream(), Stream.of(framework)).map(Path::toFile).toList();
      return resolved(file, new FileSetRepository("bundles", files));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("bnd does not resolve " + name, e);
    }
  }

  private static List<Path> resolved(Path file, FileSetRepository repository) throws Exception {
    try (Workspace workspace =
            Workspace.createStandaloneWorkspace(new Processor(), file.getParent().toUri());
        Bndrun run = new Bndrun(workspace, file.toFile())) {
      workspace.addBasicPlugin(repository);
      repository.list(null);
      RunResolution resolution = run.resolve();
      if (!resolution.isOK()) {
        throw new IllegalStateException(resolution.report(false));
      }
      List<Path> paths = new ArrayList<>();
      for (Container bundle : resolution.getContainers()) {
        paths.add(bundle.getFile().toPath());
      }
      return paths;
    }
  }
}
