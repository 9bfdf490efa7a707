package dev.skep.se.pcsc.applet;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssertTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Finds in a source what the Java Card language has not, what a converter without {@code int}
 * refuses, and what allocates memory after the installation. One visitor, so that the rules stand
 * together; each is a few lines.
 */
final class JavaCardSource extends TreePathScanner<Void, Void> {
  private static final Set<TypeKind> FORBIDDEN =
      Set.of(TypeKind.INT, TypeKind.LONG, TypeKind.FLOAT, TypeKind.DOUBLE, TypeKind.CHAR);
  private static final Set<Kind> GROWING =
      Set.of(Kind.PLUS, Kind.MINUS, Kind.MULTIPLY, Kind.LEFT_SHIFT, Kind.UNARY_MINUS);
  private static final Set<Kind> PASSING =
      Set.of(Kind.AND, Kind.OR, Kind.XOR, Kind.BITWISE_COMPLEMENT, Kind.UNARY_PLUS);
  private static final Set<Kind> SENSITIVE =
      Set.of(
          Kind.DIVIDE,
          Kind.REMAINDER,
          Kind.RIGHT_SHIFT,
          Kind.UNSIGNED_RIGHT_SHIFT,
          Kind.LESS_THAN,
          Kind.LESS_THAN_EQUAL,
          Kind.GREATER_THAN,
          Kind.GREATER_THAN_EQUAL,
          Kind.EQUAL_TO,
          Kind.NOT_EQUAL_TO);
  private static final Set<String> ALLOCATING =
      Set.of(
          "makeTransientByteArray",
          "makeTransientShortArray",
          "makeTransientBooleanArray",
          "makeTransientObjectArray",
          "getInstance",
          "buildKey",
          "bytes",
          "publicBytes",
          "shorts",
          "references");

  private final Trees trees;
  private final CompilationUnitTree unit;
  private final Set<String> violations = new TreeSet<>();
  private final Set<String> constants = new TreeSet<>();

  JavaCardSource(Trees trees, CompilationUnitTree unit) {
    this.trees = trees;
    this.unit = unit;
    scan(unit, null);
  }

  /** As line and rule. */
  Set<String> violations() {
    return violations;
  }

  /** Constants of the Java Card API by class and name: no class file has them. */
  Set<String> constants() {
    return constants;
  }

  private void violation(Tree at, String rule) {
    long line =
        unit.getLineMap().getLineNumber(trees.getSourcePositions().getStartPosition(unit, at));
    String file = unit.getSourceFile().getName().replaceFirst(".*[/\\\\]", "");
    violations.add(file + ":" + line + " " + rule);
  }

  private void type(Tree at, TypeMirror type) {
    if (type == null) {
      return;
    }
    if (FORBIDDEN.contains(type.getKind()) || type.toString().equals("java.lang.String")) {
      violation(at, "type");
    }
    if (type instanceof ArrayType array) {
      if (array.getComponentType().getKind() == TypeKind.ARRAY) {
        violation(at, "array of arrays");
      }
      type(at, array.getComponentType());
    }
  }

  private TypeMirror typeOf(Tree tree) {
    return trees.getTypeMirror(new TreePath(getCurrentPath(), tree));
  }

  @Override
  public Void visitVariable(VariableTree node, Void unused) {
    Element element = trees.getElement(getCurrentPath());
    type(node, element.asType());
    if (element.getKind().isField() && element.getModifiers().contains(Modifier.STATIC)) {
      boolean isFinal = element.getModifiers().contains(Modifier.FINAL);
      ExpressionTree value = node.getInitializer();
      boolean constant = ((VariableElement) element).getConstantValue() != null;
      if (!isFinal || !constant && !isArrayOfConstants(value)) {
        violation(node, "static state");
      }
    }
    return super.visitVariable(node, null);
  }

  private boolean isArrayOfConstants(ExpressionTree value) {
    return value instanceof NewArrayTree array
        && array.getInitializers() != null
        && array.getInitializers().stream().allMatch(this::isConstant);
  }

  @Override
  public Void visitMethod(MethodTree node, Void unused) {
    if (node.getReturnType() != null) {
      type(node, typeOf(node.getReturnType()));
    }
    if (!node.getTypeParameters().isEmpty()) {
      violation(node, "generics");
    }
    return super.visitMethod(node, null);
  }

  @Override
  public Void visitClass(ClassTree node, Void unused) {
    if (node.getKind() == Kind.ENUM || node.getKind() == Kind.ANNOTATION_TYPE) {
      violation(node, "enum");
    }
    if (!node.getTypeParameters().isEmpty()) {
      violation(node, "generics");
    }
    return super.visitClass(node, null);
  }

  @Override
  public Void visitTypeCast(TypeCastTree node, Void unused) {
    type(node, typeOf(node.getType()));
    return super.visitTypeCast(node, null);
  }

  @Override
  public Void visitBlock(BlockTree node, Void unused) {
    if (node.isStatic()) {
      violation(node, "static initialiser");
    }
    return super.visitBlock(node, null);
  }

  @Override
  public Void visitLiteral(LiteralTree node, Void unused) {
    Set<Kind> none =
        Set.of(Kind.STRING_LITERAL, Kind.LONG_LITERAL, Kind.FLOAT_LITERAL, Kind.DOUBLE_LITERAL);
    if (none.contains(node.getKind())) {
      violation(node, "literal");
    }
    if (node.getValue() instanceof Integer number && (number > 32767 || number < -32768)) {
      boolean cast = getCurrentPath().getParentPath().getLeaf().getKind() == Kind.TYPE_CAST;
      if (!cast) {
        violation(node, "number");
      }
    }
    return null;
  }

  @Override
  public Void visitLambdaExpression(LambdaExpressionTree node, Void unused) {
    violation(node, "lambda");
    return super.visitLambdaExpression(node, null);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree node, Void unused) {
    violation(node, "lambda");
    return super.visitMemberReference(node, null);
  }

  @Override
  public Void visitEnhancedForLoop(EnhancedForLoopTree node, Void unused) {
    violation(node, "enhanced for");
    return super.visitEnhancedForLoop(node, null);
  }

  @Override
  public Void visitAssert(AssertTree node, Void unused) {
    violation(node, "assert");
    return super.visitAssert(node, null);
  }

  @Override
  public Void visitSynchronized(SynchronizedTree node, Void unused) {
    violation(node, "synchronized");
    return super.visitSynchronized(node, null);
  }

  @Override
  public Void visitThrow(ThrowTree node, Void unused) {
    violation(node, "throw");
    return super.visitThrow(node, null);
  }

  @Override
  public Void visitAnnotation(AnnotationTree node, Void unused) {
    if (!node.getAnnotationType().toString().equals("Override")) {
      violation(node, "annotation");
    }
    return null;
  }

  @Override
  public Void visitParameterizedType(ParameterizedTypeTree node, Void unused) {
    violation(node, "generics");
    return super.visitParameterizedType(node, null);
  }

  @Override
  public Void visitTry(TryTree node, Void unused) {
    if (!node.getResources().isEmpty()) {
      violation(node, "try with resources");
    }
    return super.visitTry(node, null);
  }

  @Override
  public Void visitNewClass(NewClassTree node, Void unused) {
    allocation(node);
    if (node.getClassBody() != null) {
      violation(node, "anonymous class");
    }
    return super.visitNewClass(node, null);
  }

  @Override
  public Void visitNewArray(NewArrayTree node, Void unused) {
    allocation(node);
    if (node.getDimensions().size() > 1) {
      violation(node, "array of arrays");
    }
    node.getDimensions().forEach(this::sensitive);
    return super.visitNewArray(node, null);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree node, Void unused) {
    Element called = trees.getElement(getCurrentPath());
    if (called != null && ALLOCATING.contains(called.getSimpleName().toString())) {
      String owner = called.getEnclosingElement().toString();
      if (owner.startsWith("javacard") || owner.endsWith(".Memory")) {
        allocation(node);
      }
    }
    return super.visitMethodInvocation(node, null);
  }

  /** Memory is taken by constructors, initialisers, and what they call in {@link Memory}. */
  private void allocation(Tree node) {
    boolean installs = true;
    for (Tree tree : getCurrentPath()) {
      if (tree instanceof MethodTree method) {
        String name = method.getName().toString();
        installs &= name.equals("<init>") || name.equals("install");
      }
      if (tree instanceof ClassTree type && type.getSimpleName().contentEquals("Memory")) {
        return;
      }
    }
    if (!installs) {
      violation(node, "allocation");
    }
  }

  @Override
  public Void visitArrayAccess(ArrayAccessTree node, Void unused) {
    sensitive(node.getIndex());
    return super.visitArrayAccess(node, null);
  }

  @Override
  public Void visitSwitch(SwitchTree node, Void unused) {
    sensitive(node.getExpression());
    return super.visitSwitch(node, null);
  }

  @Override
  public Void visitBinary(BinaryTree node, Void unused) {
    if (SENSITIVE.contains(node.getKind())) {
      sensitive(node.getLeftOperand());
      sensitive(node.getRightOperand());
    }
    return super.visitBinary(node, null);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree node, Void unused) {
    Set<Kind> sensitive =
        Set.of(
            Kind.DIVIDE_ASSIGNMENT,
            Kind.REMAINDER_ASSIGNMENT,
            Kind.RIGHT_SHIFT_ASSIGNMENT,
            Kind.UNSIGNED_RIGHT_SHIFT_ASSIGNMENT);
    if (sensitive.contains(node.getKind())) {
      sensitive(node.getExpression());
    }
    return super.visitCompoundAssignment(node, null);
  }

  @Override
  public Void scan(Tree tree, Void unused) {
    if (tree instanceof ExpressionTree) {
      Element element = trees.getElement(new TreePath(getCurrentPath(), tree));
      if (element instanceof VariableElement field && field.getKind().isField()) {
        String owner = field.getEnclosingElement().toString();
        if (owner.startsWith("javacard")) {
          constants.add(owner + "." + field.getSimpleName());
        }
      }
    }
    return super.scan(tree, unused);
  }

  /** Refuses a value of more than 16 bits where the bits beyond would count. */
  private void sensitive(ExpressionTree value) {
    if (mayOverflow(value)) {
      violation(value, "intermediate int");
    }
  }

  private boolean mayOverflow(ExpressionTree value) {
    if (isConstant(value)) {
      return false;
    }
    if (value instanceof ParenthesizedTree inner) {
      return mayOverflow(inner.getExpression());
    }
    if (value instanceof ConditionalExpressionTree choice) {
      return mayOverflow(choice.getTrueExpression()) || mayOverflow(choice.getFalseExpression());
    }
    if (GROWING.contains(value.getKind())) {
      return true;
    }
    return PASSING.contains(value.getKind())
        && operands(value).stream().anyMatch(this::mayOverflow);
  }

  private boolean isConstant(ExpressionTree value) {
    if (value instanceof LiteralTree) {
      return true;
    }
    if (value instanceof ParenthesizedTree inner) {
      return isConstant(inner.getExpression());
    }
    if (value instanceof TypeCastTree cast) {
      return isConstant(cast.getExpression());
    }
    if (value instanceof BinaryTree || value instanceof UnaryTree) {
      return operands(value).stream().allMatch(this::isConstant);
    }
    Element element = trees.getElement(TreePath.getPath(unit, value));
    return element instanceof VariableElement field && field.getConstantValue() != null;
  }

  private static List<ExpressionTree> operands(ExpressionTree value) {
    return value instanceof BinaryTree binary
        ? List.of(binary.getLeftOperand(), binary.getRightOperand())
        : List.of(((UnaryTree) value).getExpression());
  }
}
