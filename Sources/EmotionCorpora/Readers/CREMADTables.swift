import Foundation

/// The tables beside CREMA-D's audio: who the actors are and what listeners heard.
enum CREMADTables {
  private static let votes = [
    ("A", "angry"), ("D", "disgust"), ("F", "fearful"), ("H", "happy"), ("N", "neutral"), ("S", "sad"),
  ]

  /// Adds age, sex and votes to the CREMA-D clips, where the tables lie beside the audio or up to three folders above.
  ///
  /// A table that cannot be read changes nothing: the clips are complete without it.
  static func fill(_ collector: inout UtteranceCollector, root: URL) {
    guard let first = collector.utterances.first(where: { $0.corpus == CorpusFormat.cremad.rawValue }) else {
      return
    }
    var folder = first.url.deletingLastPathComponent()
    var people: [String: (gender: Gender, age: Int?)] = [:]
    var heard: [String: [String: Int]] = [:]
    for _ in 0..<4 {
      if people.isEmpty { people = demographics(folder.appendingPathComponent("VideoDemographics.csv")) }
      if heard.isEmpty {
        heard = voiceVotes(folder.appendingPathComponent("processedResults/tabulatedVotes.csv"))
      }
      folder = folder.deletingLastPathComponent()
    }
    collector.update(corpus: CorpusFormat.cremad.rawValue) { utterance in
      if let person = people[utterance.speaker] {
        if person.gender != .unknown { utterance.gender = person.gender }
        utterance.age = person.age
      }
      utterance.listenerVotes = heard[utterance.url.lastPathComponent.withoutExtension]
    }
  }

  private static func demographics(_ url: URL) -> [String: (gender: Gender, age: Int?)] {
    guard let table = try? CommaSeparatedValues(contentsOf: url, columns: ["ActorID", "Age", "Sex"]),
      let actor = table.column("ActorID"), let age = table.column("Age"), let sex = table.column("Sex")
    else { return [:] }
    return Dictionary(
      table.rows.map { ($0.fields[actor], (Gender(word: $0.fields[sex]), Int($0.fields[age]))) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Rows are numbered 1xxxxx for the voice alone, 2xxxxx for the face and 3xxxxx for both; only the first count here.
  private static func voiceVotes(_ url: URL) -> [String: [String: Int]] {
    let letters = votes.map(\.0)
    guard let table = try? CommaSeparatedValues(contentsOf: url, columns: Set(["", "fileName"] + letters)),
      let number = table.column(""), let name = table.column("fileName")
    else { return [:] }
    let columns = votes.compactMap { letter, emotion in table.column(letter).map { ($0, emotion) } }
    var result: [String: [String: Int]] = [:]
    for row in table.rows where row.fields[number].hasPrefix("1") {
      var counts: [String: Int] = [:]
      for (column, emotion) in columns {
        guard let count = Int(row.fields[column]), count > 0 else { continue }
        counts[emotion] = count
      }
      result[row.fields[name]] = counts
    }
    return result
  }
}
