import Foundation

/// Why a run cannot begin where it was asked to.
struct TrainTargetError: Error, CustomStringConvertible, LocalizedError, Equatable {
  enum Kind: Equatable {
    case model
    case run
    case nothingToResume
    case folds
    case otherFolds
    case busyFolds
    case noFoldsToResume
    case noDevice
  }

  let path: String
  let kind: Kind

  var description: String {
    switch kind {
    case .model:
      "There is a model at \(path) already. Name another place with --output, or give --overwrite to replace it "
        + "when the new one is complete."
    case .run:
      "There is a run at \(path) already. Go on with --resume, name another place with --run-directory, or give "
        + "--overwrite to begin anew."
    case .nothingToResume:
      "There is no checkpoint at \(path), so nothing can be resumed. Leave --resume away to begin, or name the "
        + "run's folder with --run-directory."
    case .folds:
      "There is a cross-validation at \(path) already. Go on with --resume (also while another process works on it: "
        + "they share the runs), name another place with --output, or give --overwrite to begin anew."
    case .otherFolds:
      "The cross-validation at \(path) has another recipe, other folds, seeds or clips. Give the options of the one that "
        + "made it, name another place with --output, or give --overwrite to begin anew."
    case .busyFolds:
      "Another process is working on the cross-validation at \(path), so it is not overwritten. Stop that process first, or "
        + "name another place with --output."
    case .noFoldsToResume:
      "There is no cross-validation at \(path), so nothing can be resumed. Leave --resume away to begin, or name its "
        + "folder with --output."
    case .noDevice:
      "The libtorch in use finds no CUDA device. Leave --device away to train on the processor, or build with "
        + "LIBTORCH=/path naming a CUDA libtorch."
    }
  }

  var errorDescription: String? { description }
}
