/// Where a picture will be looked at.
public enum PictureTheme: String, Sendable, Hashable, CaseIterable {
  /// In a file of its own: explicit light colours on a white ground.
  case file
  /// Inside a report's page: colours are the page's CSS variables, so that they follow light and dark.
  case page
}

/// A colour by what it means.
///
/// Series take the colours of Okabe & Ito ("Color Universal Design", 2008) without its yellow, which cannot be seen
/// on white; sky blue and orange are a little darker here. After seven, shapes and dashes tell series apart.
enum Ink: Hashable {
  /// Text and axes.
  case ink
  /// Secondary text.
  case muted
  /// Lines behind the data.
  case grid
  /// What lies under everything.
  case ground
  /// The one colour of a picture without series.
  case accent
  /// The full shade of a heat map.
  case heat
  /// Text on it. On a dark ground the shade is dark enough for light text at every strength.
  case onHeat
  /// What is compared with the accent.
  case contrast
  /// A series by its place.
  case series(Int)

  /// Colours of series on a light ground and on a dark one.
  static let series: [(light: String, dark: String)] = [
    ("#0072b2", "#5aaee6"), ("#d55e00", "#f2894a"), ("#009e73", "#35c79d"), ("#b0578d", "#dd92c0"),
    ("#c98500", "#efb53f"), ("#3a9fd6", "#8fd0f5"), ("#5c5c5c", "#c2c2c2"),
  ]

  /// Name of the CSS variable with its colour on a light and on a dark ground.
  var variable: (name: String, light: String, dark: String) {
    switch self {
    case .ink: return ("--ink", "#1b1f24", "#e8eaed")
    case .muted: return ("--muted", "#5a636e", "#a3acb8")
    case .grid: return ("--grid", "#dfe3e8", "#353b44")
    case .ground: return ("--ground", "#ffffff", "#15181d")
    case .accent: return ("--accent", "#0b62a4", "#6cb6f2")
    case .heat: return ("--heat", "#0b62a4", "#1d6fb8")
    case .onHeat: return ("--on-heat", "#ffffff", "#ffffff")
    case .contrast: return ("--contrast", "#c25400", "#f2894a")
    case .series(let index):
      let place = index % Self.series.count
      return ("--series-\(place)", Self.series[place].light, Self.series[place].dark)
    }
  }

  /// The colour as a CSS value.
  func css(_ theme: PictureTheme) -> String {
    let (name, light, _) = variable
    return theme == .file ? light : "var(\(name),\(light))"
  }

  /// Every variable of the page.
  static var all: [Ink] {
    [.ink, .muted, .grid, .ground, .accent, .heat, .onHeat, .contrast] + series.indices.map { .series($0) }
  }
}
