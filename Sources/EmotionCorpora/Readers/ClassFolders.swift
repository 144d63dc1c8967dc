import Foundation

/// Folders that are named after classes: `happy/clip.wav`, `male_sad/clip.wav`, `happy/anna/clip.wav`; and files that are
/// named so themselves, with or without a number: `male_happy.wav`, `sad-03.wav`.
///
/// A folder whose name is an emotion word, alone or with `male` or `female`, makes it and the folders beside it the
/// classes of a corpus that is named after the folder above. The speaker is the folder between class and file where
/// there is one; else a file name's beginning such as `speaker_anna_01` or `spk7-02`, or a folder such as
/// `speaker_anna` or `Actor_07` above the class; else unknown.
enum ClassFolders {
  static func read(_ tree: FolderTree, into collector: inout UtteranceCollector) {
    // Where the class folder itself was given, its own name tells the class.
    if EmotionWord.parsed(tree.name) != nil,
      !tree.audioFiles.isEmpty || tree.folders.allSatisfy({ EmotionWord.parsed($0.name) == nil })
    {
      let corpus = tree.url.deletingLastPathComponent().lastPathComponent
      add(tree, corpus: corpus, prefix: "", speakerAbove: nil, to: &collector)
    } else {
      descend(tree, corpus: tree.name, prefix: "", speaker: nil, to: &collector)
    }
  }

  /// Looks for class folders below `tree`. Folders of speakers above the classes belong to one corpus, which is
  /// named after the folder that holds them all.
  private static func descend(
    _ tree: FolderTree, corpus: String, prefix: String, speaker: String?,
    to collector: inout UtteranceCollector
  ) {
    for name in tree.audioFiles {
      addOrSetAside(name, of: tree, corpus: corpus, prefix: prefix, speaker: speaker, to: &collector)
    }
    let holdsClasses = tree.folders.contains { EmotionWord.parsed($0.name) != nil && $0.audioFileCount > 0 }
    for folder in tree.folders {
      if holdsClasses {
        add(folder, corpus: corpus, prefix: prefix, speakerAbove: speaker, to: &collector)
      } else if let speaker = speakerName(folder.name) ?? speaker {
        descend(
          folder, corpus: corpus, prefix: "\(prefix)\(folder.name)/", speaker: speaker, to: &collector)
      } else {
        descend(folder, corpus: folder.name, prefix: "", speaker: nil, to: &collector)
      }
    }
  }

  /// A file outside of any class folder: its own name may be the class.
  private static func addOrSetAside(
    _ name: String, of tree: FolderTree, corpus: String, prefix: String, speaker: String?,
    to collector: inout UtteranceCollector
  ) {
    let url = tree.url.appendingPathComponent(name)
    let stem = name.withoutExtension
    var label = Substring(stem)
    while let last = label.last, last.isNumber || last == "_" || last == "-" { label.removeLast() }
    guard let parsed = EmotionWord.parsed(String(label)) else {
      return collector.setAside(url, reason: .unrecognisedName)
    }
    collector.add(
      Utterance(
        id: "\(corpus)/\(prefix)\(stem)", url: url, corpus: corpus,
        speaker: speaker ?? Utterance.unknownSpeaker,
        gender: parsed.gender, emotion: parsed.emotion, label: String(label)), format: .folders)
  }

  private static func add(
    _ folder: FolderTree, corpus: String, prefix: String, speakerAbove: String?,
    to collector: inout UtteranceCollector
  ) {
    let label = folder.name
    let parsed = EmotionWord.parsed(label)

    func add(_ tree: FolderTree, path: String, speaker: String?) {
      for name in tree.audioFiles {
        let stem = name.withoutExtension
        let utterance = Utterance(
          id: "\(corpus)/\(prefix)\(path)\(stem)", url: tree.url.appendingPathComponent(name), corpus: corpus,
          speaker: speaker ?? speakerName(stem) ?? speakerAbove ?? Utterance.unknownSpeaker,
          gender: parsed?.gender ?? .unknown, emotion: parsed?.emotion ?? label, label: label)
        collector.add(utterance, format: .folders)
      }
      for child in tree.folders {
        add(child, path: "\(path)\(child.name)/", speaker: speaker ?? speakerName(child.name) ?? child.name)
      }
    }
    add(folder, path: "\(label)/", speaker: nil)
  }

  /// The speaker in a name that begins like `speaker_anna`, `spk7` or `Actor_07`, up to the next `_` or `-`.
  static func speakerName(_ name: String) -> String? {
    let lowercased = name.lowercased()
    for prefix in ["speaker", "spk", "actor"] where lowercased.hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      let hasMark = rest.first == "_" || rest.first == "-"
      guard hasMark || rest.first?.isNumber == true else { return nil }
      let speaker = rest.dropFirst(hasMark ? 1 : 0).prefix { $0 != "_" && $0 != "-" }
      return speaker.isEmpty ? nil : String(speaker)
    }
    return nil
  }
}

extension FolderTree {
  /// The folder's own name.
  var name: String { url.lastPathComponent }
}
